import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  DecidedReview,
  documents,
  RequestReview,
  reviewHash,
  RoleRequest,
  widerThanLeastPrivilege,
  withoutOthersStatements,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Caller, isApproverOf } from '../people/Callers';
import { RoleStatusService } from '../service/RoleStatusService';
import { approvalToday } from './carryOut/currentRules';
import { RolePlans } from './RolePlans';

const REFUSALS = ['NotFoundError', 'NotAllowedError'];

/** What reviews are made from. */
export interface ReviewDeps {
  accounts: AwsAccounts;
  auth: AuthService;
  plans: RolePlans;
  roleStatus: RoleStatusService;
}

/** What an approver reads before deciding; others as far as they may. */
export async function reviewRequest(
  deps: ReviewDeps,
  request: RoleRequest,
  caller: Caller,
): Promise<RequestReview> {
  const { spec } = request;
  const { credentials } = caller;
  // Whoever decides is to see what there is, whoever's it is.
  const isApprover = isApproverOf(
    caller,
    request,
    approvalToday(request, deps.accounts)?.approvers ?? [],
  );
  if (isApprover) {
    const [decided, otherRoles] = await Promise.all([
      readDecided(deps, request),
      readOtherRoles(deps, request, credentials, true),
    ]);
    return { ...decided, otherRoles, hash: reviewHash(decided) };
  }
  const [plan, otherRoles, readiness] = await Promise.all([
    deps.plans.visibleTo(credentials, request),
    readOtherRoles(deps, request, credentials, false),
    readinessAfter(deps, request),
  ]);
  return {
    documents: documents(spec),
    plan,
    widerThanLeastPrivilege: widerThanLeastPrivilege(spec),
    otherRoles,
    readiness: readiness && withoutOthersStatements(readiness),
  };
}

/** What those see of a review who decide, and what is kept with a decision. */
export async function readDecided(
  deps: Pick<ReviewDeps, 'plans' | 'roleStatus'>,
  request: RoleRequest,
): Promise<DecidedReview> {
  const { spec } = request;
  const [plan, readiness] = await Promise.all([
    deps.plans.of(request),
    readinessAfter(deps, request),
  ]);
  return {
    documents: documents(spec),
    plan,
    widerThanLeastPrivilege: widerThanLeastPrivilege(spec),
    readiness,
  };
}

/** Not told where the account is not reached: the plan says why. */
async function readinessAfter(
  { roleStatus }: Pick<ReviewDeps, 'roleStatus'>,
  { spec }: RoleRequest,
): Promise<RequestReview['readiness']> {
  try {
    return (await roleStatus.predictReadiness(spec)).readiness;
  } catch {
    return undefined;
  }
}

async function readOtherRoles(
  { auth, roleStatus }: ReviewDeps,
  { spec, roleArn }: RoleRequest,
  credentials: BackstageCredentials,
  isApprover: boolean,
): Promise<RequestReview['otherRoles']> {
  const { entityRef } = spec;
  if (!entityRef) {
    return { reason: 'The role is for no service of the catalog.' };
  }
  try {
    const { roles } = await roleStatus.getEntityRoles({
      entityRef,
      credentials: isApprover
        ? await auth.getOwnServiceCredentials()
        : credentials,
    });
    return { roles: roles.filter(role => role.roleArn !== roleArn) };
  } catch (error) {
    if (isError(error) && REFUSALS.includes(error.name)) {
      return { reason: `${error.message}.` };
    }
    throw error;
  }
}
