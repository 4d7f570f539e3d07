import MuiButton from '@material-ui/core/Button';
import { withStyles } from '@material-ui/core/styles';

/** Material UI's button, with its label as it is written. */
export const Button = withStyles({ root: { textTransform: 'none' } })(
  MuiButton,
);
