import { ComponentType } from 'react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';

/** How good a state is, shown as a colour of the theme. */
export type Tone = 'good' | 'warning' | 'bad' | 'neutral';

/** An icon and its colour. */
export type Look = readonly [Icon: ComponentType<SvgIconProps>, tone: Tone];

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    fontWeight: 'bold',
  },
  good: { color: theme.palette.success.main },
  warning: { color: theme.palette.warning.main },
  bad: { color: theme.palette.error.main },
  neutral: { color: theme.palette.text.secondary },
}));

/**
 * A state as an icon, a word and a colour; the word keeps the text's colour,
 * which can be read.
 */
export function Mark({ look, word }: { look: Look; word: string }) {
  const classes = useStyles();
  const [Icon, tone] = look;
  return (
    <Typography variant="body2" component="span" className={classes.root}>
      <Icon fontSize="small" className={classes[tone]} aria-hidden />
      {word}
    </Typography>
  );
}
