import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import ReportProblem from '@material-ui/icons/ReportProblemOutlined';
import { Fault } from '../../components/Fault';
import { Mark } from '../../components/Mark';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { useRoleForm } from './RoleFormContext';

/**
 * Whether a role with the name in the form exists already.
 *
 * @param hasAdopt - whether the form has the field with which it can change a role
 * that the portal did not create
 */
export function RoleNotice({ hasAdopt }: { hasAdopt: boolean }) {
  return (
    <div aria-live="polite">
      <Notice hasAdopt={hasAdopt} />
    </div>
  );
}

function Notice({ hasAdopt }: { hasAdopt: boolean }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { form, facts } = useRoleForm();
  const { role } = facts;
  const name = String(form.roleName ?? '');
  switch (role?.status) {
    case 'found':
      return (
        <Typography variant="body2">
          {t(role.spec ? 'roleForm.role.found' : 'roleForm.role.unrecorded', {
            name,
          })}{' '}
          {!role.isManaged && form.makeRole !== false && (
            <>
              {t(
                hasAdopt ? 'roleForm.role.unmanaged' : 'roleForm.role.imported',
              )}
            </>
          )}
        </Typography>
      );
    case 'hidden':
      return (
        <Mark
          look={[ReportProblem, 'bad']}
          word={t('roleForm.role.hidden', { name })}
        />
      );
    case 'unknown':
      return (
        <>
          <Typography variant="body2">
            {t('roleForm.role.unknown', { name })}
          </Typography>
          <Fault fault={role.fault} />
        </>
      );
    default:
      return null;
  }
}
