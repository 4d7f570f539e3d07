import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { installationReadPermission } from 'backstage-plugin-session-manager-common';

/** Checks whether the permission policy lets a caller check the installation. */
export interface InstallationAccess {
  /** Throws a `NotAllowedError` if it does not. */
  require(credentials: BackstageCredentials): Promise<void>;
}

export function createInstallationAccess({
  permissions,
}: {
  permissions: PermissionsService;
}): InstallationAccess {
  return {
    async require(credentials) {
      const [{ result }] = await permissions.authorize(
        [{ permission: installationReadPermission }],
        { credentials },
      );
      if (result !== AuthorizeResult.ALLOW) {
        throw new NotAllowedError(
          `You are not allowed to check the installation (${installationReadPermission.name}).`,
        );
      }
    },
  };
}
