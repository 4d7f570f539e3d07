import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Button } from '../components/Button';
import { PortalText } from '../components/PortalText';
import { PortalProblem } from '../api/portalProblem';
import { sessionManagerTranslationRef } from '../translation/ref';

/** Why the code cannot be shown, with the message of the backend. */
export function HandoverProblem({
  problem,
  onAgain,
}: {
  problem: PortalProblem;
  onAgain?: () => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div role="alert" style={{ overflowWrap: 'anywhere' }}>
      <Typography variant="body1" paragraph>
        {t(`handover.problem.${problem.kind}`, {
          detail: <PortalText text={problem.detail} />,
        })}
      </Typography>
      {onAgain && (
        <Button size="small" variant="outlined" onClick={onAgain}>
          {t('handover.problem.again')}
        </Button>
      )}
    </div>
  );
}
