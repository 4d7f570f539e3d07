import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  BatchCounts,
  BatchStatus,
} from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';

/** The order in which the numbers are shown: what needs attention first. */
const STATUSES: readonly BatchStatus[] = [
  'failed',
  'in-approval',
  'running',
  'waiting',
  'done',
  'left-out',
];

const useStyles = makeStyles((theme: Theme) => ({
  root: { marginBottom: theme.spacing(2) },
  bar: { height: theme.spacing(1), margin: theme.spacing(1, 0) },
}));

/** How many roles are done, as a bar and in numbers. */
export function BatchProgress({ counts }: { counts: BatchCounts }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { done = 0, 'left-out': leftOut = 0 } = counts;
  const all = STATUSES.reduce((sum, each) => sum + (counts[each] ?? 0), 0);
  const total = all - leftOut;
  const sentence = t('batch.page.done', { done, total });
  return (
    <div className={classes.root}>
      <Typography variant="h6" component="p" role="status">
        {sentence}
      </Typography>
      <LinearProgress
        className={classes.bar}
        variant="determinate"
        value={total > 0 ? (100 * done) / total : 100}
        aria-label={t('batch.page.progress')}
        aria-valuetext={sentence}
      />
      <Typography variant="body2">
        {STATUSES.filter(status => counts[status])
          .map(status =>
            t('batch.page.count', {
              status: t(`batch.status.${status}`),
              count: counts[status] ?? 0,
            }),
          )
          .join(' · ')}
      </Typography>
    </div>
  );
}
