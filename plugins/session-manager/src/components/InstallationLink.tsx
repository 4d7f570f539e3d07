import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useIsAdministrator } from '../hooks/useIsAdministrator';
import { installationRouteRef } from '../routes';
import { sessionManagerTranslationRef } from '../translation/ref';

/** A link to the checks of the installation, for those who may see them. */
export function InstallationLink() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const to = useRouteRef(installationRouteRef)();
  const isAdministrator = useIsAdministrator();
  return isAdministrator ? (
    <Link to={to} variant="body2" underline="always">
      {t('installation.open')}
    </Link>
  ) : null;
}
