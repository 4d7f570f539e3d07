import { ComponentType } from 'react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';

/** The severity of a state, shown as a color of the theme. */
export type Tone = 'good' | 'warning' | 'bad' | 'neutral';

/** An icon and its color. */
export type Look = readonly [Icon: ComponentType<SvgIconProps>, tone: Tone];

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    // Beside text, as in the middle of its line.
    verticalAlign: 'middle',
    gap: theme.spacing(0.5),
    fontWeight: 'bold',
  },
  good: { color: theme.palette.success.main },
  warning: { color: theme.palette.warning.main },
  bad: { color: theme.palette.error.main },
  neutral: { color: theme.palette.text.secondary },
}));

/**
 * A state as an icon, a word and a color. The word keeps the color of the text,
 * for contrast.
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
