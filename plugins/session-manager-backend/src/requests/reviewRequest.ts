import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  documents,
  RequestReview,
  RoleRequest,
  widerThanLeastPrivilege,
} from 'backstage-plugin-session-manager-common';
import { Caller } from '../people/Callers';
import { RoleAccess } from '../permissions/RoleAccess';
import { RoleStatusService } from '../service/RoleStatusService';
import { RolePlans } from './RolePlans';

/** What reviews are made from. */
export interface ReviewDeps {
  auth: AuthService;
  plans: RolePlans;
  roleStatus: RoleStatusService;
  roleAccess: RoleAccess;
}

/** What an approver reads before deciding; others as far as they may. */
export async function reviewRequest(
  deps: ReviewDeps,
  request: RoleRequest,
  caller: Caller,
): Promise<RequestReview> {
  const { spec } = request;
  const [plan, otherRoles, readiness] = await Promise.all([
    deps.plans.of(request),
    readOtherRoles(deps, request, caller),
    readinessAfter(deps, request),
  ]);
  return {
    documents: documents(spec),
    plan,
    widerThanLeastPrivilege: widerThanLeastPrivilege(spec),
    otherRoles,
    readiness,
  };
}

/** Not told where the account is not reached: the plan says why. */
async function readinessAfter(
  { roleStatus }: ReviewDeps,
  { spec }: RoleRequest,
): Promise<RequestReview['readiness']> {
  try {
    return (await roleStatus.predictReadiness(spec)).readiness;
  } catch {
    return undefined;
  }
}

async function readOtherRoles(
  { auth, roleStatus, roleAccess }: ReviewDeps,
  { spec, roleArn, rules }: RoleRequest,
  { credentials, approverRefs }: Caller,
): Promise<RequestReview['otherRoles']> {
  const { entityRef } = spec;
  if (!entityRef) {
    return { reason: 'The role is for no service of the catalog.' };
  }
  // Whoever decides is to see what the service has, whoever's it is.
  const isApprover = rules.approvers.some(ref => approverRefs.includes(ref));
  try {
    const read = async (as: BackstageCredentials) =>
      roleStatus.getEntityRoles({ entityRef, credentials: as });
    const { roles } = isApprover
      ? await read(await auth.getOwnServiceCredentials())
      : await roleAccess.readable(entityRef, credentials, () =>
          read(credentials),
        );
    return { roles: roles.filter(role => role.roleArn !== roleArn) };
  } catch (error) {
    if (isError(error) && REFUSALS.includes(error.name)) {
      return { reason: `${error.message}.` };
    }
    throw error;
  }
}

const REFUSALS = ['NotFoundError', 'NotAllowedError'];
