import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  EntityRoles,
  ExplainedMessage,
  explainMessage,
  roleOfArn,
  RoleReadiness,
  SessionDestination,
} from 'backstage-plugin-session-manager-common';
import { InstanceTagConfig } from 'backstage-plugin-session-manager-node';
import { partsOf } from '../input/entityRefs';
import {
  EntityRolesRequest,
  RoleReadinessRequest,
  RoleStatusService,
} from './RoleStatusService';

/** A message, and the role that it is explained for. */
export interface ExplainQuestion {
  message: string;
  entityRef?: string;
  roleArn?: string;
  region?: string;
}

/**
 * Questions about roles. Each is refused to callers who may not read the role
 * or its entity.
 */
export interface RoleQueries {
  /** See {@link RoleStatusService.getRoleReadiness}. */
  readiness(request: RoleReadinessRequest): Promise<RoleReadiness>;

  /** See {@link RoleStatusService.getEntityRoles}. */
  rolesOf(request: EntityRolesRequest): Promise<EntityRoles>;

  /**
   * Explains a message, for a role if one is named. Throws an `InputError` if a
   * role is named without its entity, or an entity without a role.
   */
  explain(
    request: ExplainQuestion & { credentials: BackstageCredentials },
  ): Promise<ExplainedMessage>;
}

export function createRoleQuestions(options: {
  instanceTag: InstanceTagConfig;
  roleStatus: RoleStatusService;
}): RoleQueries {
  const { instanceTag, roleStatus } = options;
  const readiness = (request: RoleReadinessRequest) =>
    roleStatus.getRoleReadiness(request);

  return {
    readiness,

    rolesOf: request => roleStatus.getEntityRoles(request),

    async explain({ message, entityRef, roleArn, ...rest }) {
      if (!entityRef && !roleArn) {
        return { explanation: explainMessage(message) };
      }
      if (!entityRef || !roleArn) {
        throw new InputError('entityRef and roleArn: must be given together');
      }
      const entity = partsOf(entityRef);
      const roleReadiness = await readiness({
        entityRef: stringifyEntityRef(entity),
        roleArn,
        ...rest,
      });
      return explainFor(message, roleReadiness, {
        key: instanceTag.key,
        value:
          instanceTag.value === 'name'
            ? entity.name
            : stringifyEntityRef(entity),
      });
    },
  };
}

function explainFor(
  message: string,
  roleReadiness: RoleReadiness,
  instanceTag: SessionDestination['instanceTag'],
): ExplainedMessage {
  const { roleArn, checkedAt } = roleReadiness;
  if (roleReadiness.status === 'claimed') {
    const { status } = roleReadiness;
    return {
      explanation: explainMessage(message),
      role: { roleArn, checkedAt, status },
    };
  }
  if (roleReadiness.status !== 'found') {
    return { explanation: explainMessage(message), role: roleReadiness };
  }
  const { status, region, readiness, preferences } = roleReadiness;
  const { partition, accountId, roleName } = roleOfArn(roleArn) ?? {};
  return {
    explanation: explainMessage(message, {
      readiness,
      roleName,
      ...(partition && accountId
        ? { destination: { partition, region, accountId, instanceTag } }
        : {}),
      ...(preferences.status === 'unknown'
        ? {}
        : { preferences: preferences.preferences }),
    }),
    role: { roleArn, checkedAt, status, region, readiness },
  };
}
