import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { installationReadPermission } from 'backstage-plugin-session-manager-common';
import { installationRouteRef } from '../routes';
import { sessionManagerTranslationRef } from '../translation/ref';

/** A link to the checks of the installation, for those who may see them. */
export function InstallationLink() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { allowed } = usePermission({ permission: installationReadPermission });
  const to = useRouteRef(installationRouteRef)();
  return allowed ? (
    <Link to={to} variant="body2" underline="always">
      {t('installation.open')}
    </Link>
  ) : null;
}
