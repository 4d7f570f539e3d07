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

/** A role, the entity that claims it, and the caller. */
export interface ConfirmationRequest {
  entityRef: string;
  roleArn: string;
  credentials: BackstageCredentials<BackstageUserPrincipal>;
}

/** Lets users confirm that roles belong to the entities that name them. */
export interface RoleClaims {
  /**
   * Throws a `NotFoundError` if no annotation of the entity names the role or
   * IAM does not have it, a `ConflictError` if nothing needs to be confirmed,
   * and a `NotAllowedError` if the caller may not confirm.
   */
  confirm(question: ConfirmationRequest): Promise<RoleConfirmation>;

  /** Throws a `NotFoundError` if the role is not confirmed. */
  withdraw(question: ConfirmationRequest): Promise<void>;
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
  }: ConfirmationRequest) {
    const { accountId, roleName } = roleOf(roleArn);
    const { may } = await roleAccess.decisions(credentials, [entityRef]);
    if (!may('confirm', { accountId, roleName, entityRef })) {
      throw new NotAllowedError(
        `You are not allowed to confirm which service the role ${roleName} belongs to (${roleConfirmPermission.name}). Ask the team that runs the portal.`,
      );
    }
    // A template or a chat must not confirm on behalf of its user.
    if (credentials.principal.actor) {
      throw new NotAllowedError(
        'Users must confirm in person, in the portal, which service a role belongs to.',
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
          `The role cannot currently be read: ${value.fault.message}`,
        );
      }
      if (value.status === 'missing') {
        throw new NotFoundError(`The role ${roleArn} does not exist in AWS`);
      }
      if (!role.visibility?.claim) {
        throw new ConflictError(
          `There is nothing to confirm: the role already belongs to ${entityRef}.`,
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
          `It is not confirmed that the role ${roleArn} belongs to ${entityRef}.`,
        );
      }
    },
  };
}
