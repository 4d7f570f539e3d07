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

/** Asks the portal's permission policy for whom the forms for roles are. */
export interface ChoiceAccess {
  /**
   * Throws a `NotAllowedError` where the caller may neither make a role nor
   * ask for one, whatever the role is.
   */
  requireForms(credentials: BackstageCredentials): Promise<void>;

  /** Whether they may, for what is told to others in part. */
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
          'You may neither make Session Manager roles nor ask for them, so what an account has for them is not for you.',
        );
      }
    },
  };
}
