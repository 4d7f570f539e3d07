import { makeStyles, Theme } from '@material-ui/core/styles';
import { Tone } from '../components/Mark';

const useStyles = makeStyles((theme: Theme) => ({
  track: {
    display: 'block',
    height: 6,
    borderRadius: 3,
    backgroundColor: theme.palette.action.disabledBackground,
  },
  bar: { display: 'block', height: '100%', borderRadius: 3 },
  good: { backgroundColor: theme.palette.success.main },
  warning: { backgroundColor: theme.palette.warning.main },
  bad: { backgroundColor: theme.palette.error.main },
  neutral: { backgroundColor: theme.palette.text.secondary },
}));

/** The share of all roles that a number is, beside which it stands. */
export function ShareBar({
  count,
  total,
  tone,
}: {
  count: number;
  total: number;
  tone: Tone;
}) {
  const classes = useStyles();
  const share = total > 0 ? (100 * count) / total : 0;
  return (
    <span className={classes.track}>
      <span
        className={`${classes.bar} ${classes[tone]}`}
        style={{ width: `${share}%` }}
      />
    </span>
  );
}
