import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { PortalText } from './PortalText';
import { PortalProblem } from '../api/portalProblem';
import { sessionManagerTranslationRef } from '../translation/ref';
import { useRelativeTime } from '../hooks/useRelativeTime';

const useStyles = makeStyles({ root: { overflowWrap: 'anywhere' } });

/** Why the portal could not load the data, and what to do. */
export function ProblemNotice({
  problem,
  shownFrom,
}: {
  problem: PortalProblem;
  /** When the data that is still shown was checked, ISO 8601. */
  shownFrom?: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  return (
    <div role="alert" className={classes.root}>
      <Typography variant="body1" gutterBottom={shownFrom !== undefined}>
        {t(`problem.${problem.kind}`, {
          detail: <PortalText text={problem.detail} />,
        })}{' '}
        {shownFrom && t('problem.stale', { ago: ago(shownFrom) })}
      </Typography>
    </div>
  );
}
