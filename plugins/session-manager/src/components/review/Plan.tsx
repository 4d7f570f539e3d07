import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { PreviewPlan } from 'backstage-plugin-session-manager-common';
import ReportProblem from '@material-ui/icons/ReportProblemOutlined';
import { Differences } from '../role/Differences';
import { planWarningText } from '../../translation/sentences';
import { ErrorText } from '../ErrorText';
import { Mark } from '../Mark';
import { Fault } from '../Fault';
import { sessionManagerTranslationRef } from '../../translation/ref';

/** The changes of a plan, or why they are unknown. */
export function Plan({ plan }: { plan: PreviewPlan }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if ('fault' in plan) {
    return (
      <>
        <Typography variant="body2">
          {t('requests.review.planFault')}
        </Typography>
        <Fault fault={plan.fault} />
      </>
    );
  }
  if ('taken' in plan) {
    return <ErrorText>{t('preview.taken', { name: plan.taken })}</ErrorText>;
  }
  return plan.changes.length > 0 ? (
    <>
      {plan.warnings?.map(warning => (
        <div key={warning.code}>
          <Mark
            look={[ReportProblem, 'warning']}
            word={planWarningText(warning, t)}
          />
        </div>
      ))}
      <Differences changes={plan.changes} untitled />
    </>
  ) : (
    <Typography variant="body2">{t('requests.review.planNothing')}</Typography>
  );
}
