import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import {
  Disagreement,
  SecondOpinion,
} from 'backstage-plugin-session-manager-common';
import { Fault } from '../components/Fault';
import { sessionManagerTranslationRef } from '../translation/ref';

/** What AWS's own simulator says, above all where it says otherwise. */
export function SimulatorResultView({ opinion }: { opinion: SecondOpinion }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (opinion.status === 'none') {
    return (
      <>
        <Typography variant="body2">{t('readiness.opinion.none')}</Typography>
        <Fault fault={opinion.fault} />
      </>
    );
  }
  const { disagreements, compared, undecided } = opinion;
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
          t('readiness.opinion.agrees', { count: compared })}{' '}
        {undecided > 0 &&
          t('readiness.opinion.undecided', { count: undecided })}
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
      {t('readiness.opinion.differs', {
        action,
        resource,
        predicted: t(`readiness.opinion.${predicted}`),
        simulated: t(`readiness.opinion.${simulated}`),
      })}{' '}
      {deniedBy && t(`readiness.opinion.by-${deniedBy}`)}
    </Typography>
  );
}
