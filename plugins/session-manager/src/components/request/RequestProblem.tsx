import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Button } from '../Button';
import { PortalText } from '../PortalText';
import { PortalProblem } from '../../api/portalProblem';
import { sessionManagerTranslationRef } from '../../translation/ref';

/** Why requests could not be read, and what to do. */
export function RequestProblem({
  problem,
  onAgain,
}: {
  problem: PortalProblem;
  onAgain: () => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <div role="alert" style={{ overflowWrap: 'anywhere' }}>
      <Typography variant="body1" gutterBottom>
        {t(`requests.problem.${problem.kind}`, {
          detail: <PortalText text={problem.detail} />,
        })}
      </Typography>
      <Button size="small" variant="outlined" onClick={onAgain}>
        {t('requests.problem.again')}
      </Button>
    </div>
  );
}
