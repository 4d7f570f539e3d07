import {
  RoleReadiness,
  roleOfArn,
} from 'backstage-plugin-session-manager-common';
import { RoleAccess } from '../permissions/RoleAccess';
import {
  RoleReadinessRequest,
  RoleStatusService,
} from '../service/RoleStatusService';

/**
 * What may be asked of a role. Each question is refused to who may not read
 * the role or its entity.
 */
export interface RoleQuestions {
  /** See {@link RoleStatusService.getRoleReadiness}. */
  readiness(request: RoleReadinessRequest): Promise<RoleReadiness>;
}

export function createRoleQuestions(options: {
  roleAccess: RoleAccess;
  roleStatus: RoleStatusService;
}): RoleQuestions {
  const { roleAccess, roleStatus } = options;

  return {
    async readiness(request) {
      const { roleArn, entityRef, credentials } = request;
      const { accountId = '', roleName = '' } = roleOfArn(roleArn) ?? {};
      await roleAccess.requireReadable(
        { accountId, roleName, entityRef },
        credentials,
      );
      return roleStatus.getRoleReadiness(request);
    },
  };
}
