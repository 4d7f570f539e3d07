import { usePermission } from '@backstage/plugin-permission-react';
import { installationReadPermission } from 'backstage-plugin-session-manager-common';

/**
 * Whether the person looks after the installation, and can therefore change what
 * it shows. False until that is known.
 */
export function useIsAdministrator(): boolean {
  return usePermission({ permission: installationReadPermission }).allowed;
}
