import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  requestCreatePermission,
  roleCreatePermission,
} from 'backstage-plugin-session-manager-common';

/** Checks whether the permission policy allows a caller to use role forms. */
export interface ChoiceAccess {
  /**
   * Throws a `NotAllowedError` if the caller may neither create nor request any
   * role.
   */
  requireForms(credentials: BackstageCredentials): Promise<void>;

  /** Whether they may, for responses that are partly shown to others. */
  mayUseForms(credentials: BackstageCredentials): Promise<boolean>;
}

export function createChoiceAccess(options: {
  permissions: PermissionsService;
}): ChoiceAccess {
  const { permissions } = options;

  async function mayUseForms(credentials: BackstageCredentials) {
    const decisions = await permissions.authorizeConditional(
      [
        { permission: roleCreatePermission },
        { permission: requestCreatePermission },
      ],
      { credentials },
    );
    return decisions.some(({ result }) => result !== AuthorizeResult.DENY);
  }

  return {
    mayUseForms,
    async requireForms(credentials) {
      if (!(await mayUseForms(credentials))) {
        throw new NotAllowedError(
          'You are not allowed to create or request Session Manager roles, so the resources of an account are not shown to you.',
        );
      }
    },
  };
}
