import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  RoleConfirmation,
  roleConfirmPermission,
  serviceInTags,
} from 'backstage-plugin-session-manager-common';
import { RoleAccess } from '../permissions/RoleAccess';
import { readableEntity } from '../permissions/readableEntity';
import { roleOf } from '../input/roleOf';
import { RoleStatusService } from './RoleStatusService';
import { RoleConfirmations } from '../permissions/RoleConfirmations';

/** Which role is meant, of which entity, and who asks. */
export interface ClaimQuestion {
  entityRef: string;
  roleArn: string;
  credentials: BackstageCredentials<BackstageUserPrincipal>;
}

/** Has people say whose the roles are that annotations name. */
export interface RoleClaims {
  /**
   * Throws a `NotFoundError` where no annotation of the entity names the role
   * or IAM has none, a `ConflictError` where nothing has to be confirmed, and a
   * `NotAllowedError` where the caller may not.
   */
  confirm(question: ClaimQuestion): Promise<RoleConfirmation>;

  /** Throws a `NotFoundError` where nobody has confirmed it. */
  withdraw(question: ClaimQuestion): Promise<void>;
}

export function createRoleClaims(options: {
  catalog: CatalogService;
  confirmations: RoleConfirmations;
  roleAccess: RoleAccess;
  roleStatus: Pick<RoleStatusService, 'getRole'>;
}): RoleClaims {
  const { catalog, confirmations, roleAccess, roleStatus } = options;

  async function requireRight({
    entityRef,
    roleArn,
    credentials,
  }: ClaimQuestion) {
    const { accountId, roleName } = roleOf(roleArn);
    const { may } = await roleAccess.decisions(credentials, [entityRef]);
    if (!may('confirm', { accountId, roleName, entityRef })) {
      throw new NotAllowedError(
        `You may not confirm whose the role ${roleName} is: the rules of this portal do not let you (${roleConfirmPermission.name}). Ask the team that runs the portal.`,
      );
    }
    // A template or a chat must not confirm in the name of who started it.
    if (credentials.principal.actor) {
      throw new NotAllowedError(
        'Whose a role is, people confirm themselves, in the portal.',
      );
    }
  }

  return {
    async confirm(question) {
      const { entityRef, roleArn, credentials } = question;
      const role = await roleStatus.getRole({ ...question, refresh: true });
      await requireRight(question);
      const { value } = role.reading;
      if (value.status === 'fault') {
        throw new ServiceUnavailableError(
          `The role cannot be read now: ${value.fault.message}`,
        );
      }
      if (value.status === 'missing') {
        throw new NotFoundError(`AWS has no role ${roleArn}`);
      }
      if (!role.visibility?.claim) {
        throw new ConflictError(
          `There is nothing to confirm: the role belongs to ${entityRef} already.`,
        );
      }
      const confirmation: RoleConfirmation = {
        roleArn,
        entityRef,
        taggedFor: serviceInTags(value.snapshot.role.tags),
        confirmedBy: credentials.principal.userEntityRef,
        confirmedAt: new Date().toISOString(),
      };
      await confirmations.confirm(confirmation);
      return confirmation;
    },

    async withdraw(question) {
      const { entityRef, roleArn, credentials } = question;
      await readableEntity(catalog, entityRef, credentials);
      await requireRight(question);
      if (!(await confirmations.withdraw({ roleArn, entityRef }))) {
        throw new NotFoundError(
          `Nobody has confirmed that the role ${roleArn} belongs to ${entityRef}.`,
        );
      }
    },
  };
}
