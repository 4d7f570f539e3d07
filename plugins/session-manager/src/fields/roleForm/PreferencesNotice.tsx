import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Fault } from '../../components/Fault';
import { ProblemNotice } from '../../components/ProblemNotice';
import { useRelativeTime } from '../../hooks/useRelativeTime';
import { CheckButton } from '../../components/CheckButton';
import { accountOf } from '../../hooks/formSubject';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { useRoleForm } from './RoleFormContext';
import { useAccountName } from './useAccountName';

/** Which session preferences the form was filled in from, or why it was not. */
export function PreferencesNotice() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const ago = useRelativeTime();
  const account = useAccountName();
  const { form, preferences } = useRoleForm();
  const { known, problem, isLoading, refetch } = preferences;
  if (!accountOf(form)) {
    return null;
  }
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <div aria-live="polite">
        {isLoading && !known && (
          <Typography variant="body2">{t('roleForm.reading')}</Typography>
        )}
        {problem && (
          <>
            <Typography variant="body2">
              {t('roleForm.unknown', { account })}
            </Typography>
            <ProblemNotice problem={problem} />
          </>
        )}
        {known?.preferences.status === 'unknown' && (
          <>
            <Typography variant="body2">
              {t('roleForm.unknown', { account })}
            </Typography>
            <Fault fault={known.preferences.fault} />
          </>
        )}
      </div>
      {known && known.preferences.status !== 'unknown' && (
        <Typography variant="body2" component="span">
          {t(`roleForm.${known.preferences.status}`, {
            account,
            region: known.facts.region,
            ago: ago(known.checkedAt),
          })}
        </Typography>
      )}{' '}
      {(known || problem) && (
        <CheckButton
          checking={isLoading}
          label={t('roleForm.again')}
          onCheck={refetch}
        />
      )}
    </div>
  );
}
