import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import {
  Disagreement,
  SimulatorResult,
} from 'backstage-plugin-session-manager-common';
import { Fault } from '../components/Fault';
import { sessionManagerTranslationRef } from '../translation/ref';

/** The result of the IAM policy simulator, disagreements first. */
export function SimulatorResultView({ result }: { result: SimulatorResult }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (result.status === 'none') {
    return (
      <>
        <Typography variant="body2">{t('readiness.simulator.none')}</Typography>
        <Fault fault={result.fault} />
      </>
    );
  }
  const { disagreements, compared, undecided } = result;
  return (
    <>
      {disagreements.map(disagreement => (
        <Difference
          key={`${disagreement.action} ${disagreement.resource}`}
          disagreement={disagreement}
        />
      ))}
      <Typography variant="body2">
        {disagreements.length === 0 &&
          t('readiness.simulator.agrees', { count: compared })}{' '}
        {undecided > 0 &&
          t('readiness.simulator.undecided', { count: undecided })}
      </Typography>
    </>
  );
}

function Difference({
  disagreement: { action, resource, predicted, simulated, deniedBy },
}: {
  disagreement: Disagreement;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Typography variant="body2" role="note">
      {t('readiness.simulator.differs', {
        action,
        resource,
        predicted: t(`readiness.simulator.${predicted}`),
        simulated: t(`readiness.simulator.${simulated}`),
      })}{' '}
      {deniedBy && t(`readiness.simulator.by-${deniedBy}`)}
    </Typography>
  );
}
