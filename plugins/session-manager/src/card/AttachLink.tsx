import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { RoleStatus } from 'backstage-plugin-session-manager-common';
import { selectedTemplateRouteRef } from '../routes';
import { formQuery, templateParams } from '../components/role/templateForm';
import { sessionManagerTranslationRef } from '../translation/ref';
import { NotAllowed } from '../components/NotAllowed';

/** The way to give a role's instance profile to instances of the service. */
export function AttachLink({
  role,
  entityRef,
  template,
}: {
  role: RoleStatus;
  entityRef: string;
  /** `namespace/name` */
  template: string;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const templateRoute = useRouteRef(selectedTemplateRouteRef);
  if (!templateRoute || role.status !== 'found' || !role.instanceProfile) {
    return null;
  }
  if (role.may?.attachLacks === 'permission') {
    return <NotAllowed what="attach" />;
  }
  if (role.may?.attach === false) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('may.attachUnapproved')}
      </Typography>
    );
  }
  const { roleName, accountId, drift, instanceProfile } = role;
  const query = formQuery({
    entityRef,
    roleName,
    accountId,
    // What the portal did not make is attached only where it is named.
    ...(drift.state === 'unmanaged'
      ? { instanceProfileName: instanceProfile.name }
      : {}),
  });
  return (
    <Link
      variant="body2"
      to={`${templateRoute(templateParams(template))}?${query}`}
    >
      {t('attach.toInstances')}
    </Link>
  );
}
