import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { HandoverSubject as Subject } from 'backstage-plugin-session-manager-common';
import { sessionManagerTranslationRef } from '../translation/ref';
import { dateText } from '../translation/dateText';

/** What the code is for. */
export function HandoverSubjectView({ subject }: { subject: Subject }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { accountId, region, roleName, instanceLimit, activationId } = subject;
  const until = dateText(subject.activationExpiresAt, t);
  return (
    <>
      <Typography variant="body1">
        {t('handover.about', { accountId, region })}{' '}
        {t('handover.role', { role: roleName })}{' '}
        {t('handover.limit', { count: instanceLimit, until })}
      </Typography>
      <Typography variant="body2" color="textSecondary" paragraph>
        {t('handover.activation', { id: activationId })}
      </Typography>
    </>
  );
}
