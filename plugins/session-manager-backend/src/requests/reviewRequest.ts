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
import { RoleStatusService } from '../roles/RoleStatusService';
import { AccountUnavailableError } from '../accounts/AccountUnavailableError';
import { approvalToday } from './execution/currentRules';
import { RolePlans } from './RolePlans';

const REFUSALS = ['NotFoundError', 'NotAllowedError'];

/** The dependencies of reviews. */
export interface ReviewDeps {
  accounts: AwsAccounts;
  auth: AuthService;
  plans: RolePlans;
  roleStatus: RoleStatusService;
}

/** What an approver reads before deciding; limited for other callers. */
export async function reviewRequest(
  deps: ReviewDeps,
  request: RoleRequest,
  caller: Caller,
): Promise<RequestReview> {
  const { spec } = request;
  const { credentials } = caller;
  // Approvers see all existing resources, whoever owns them.
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
  const [plan, otherRoles, after] = await Promise.all([
    deps.plans.visibleTo(credentials, request),
    readOtherRoles(deps, request, credentials, false),
    readinessAfter(deps, request),
  ]);
  return {
    documents: documents(spec),
    plan,
    widerThanLeastPrivilege: widerThanLeastPrivilege(spec),
    otherRoles,
    ...after,
    ...(after.readiness && {
      readiness: withoutOthersStatements(after.readiness),
    }),
  };
}

/** The review for approvers, which is stored with a decision. */
export async function readDecided(
  deps: Pick<ReviewDeps, 'plans' | 'roleStatus'>,
  request: RoleRequest,
): Promise<DecidedReview & ReadinessAfter> {
  const { spec } = request;
  const [plan, after] = await Promise.all([
    deps.plans.of(request),
    readinessAfter(deps, request),
  ]);
  return {
    documents: documents(spec),
    plan,
    widerThanLeastPrivilege: widerThanLeastPrivilege(spec),
    ...after,
  };
}

type ReadinessAfter = Pick<RequestReview, 'readiness' | 'readinessFault'>;

async function readinessAfter(
  { roleStatus }: Pick<ReviewDeps, 'roleStatus'>,
  { spec }: RoleRequest,
): Promise<ReadinessAfter> {
  try {
    const { readiness } = await roleStatus.predictReadiness(spec);
    return { readiness };
  } catch (error) {
    return { readinessFault: AccountUnavailableError.faultOf(error) };
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
    return { reason: 'The role does not belong to a service in the catalog.' };
  }
  try {
    const { roles, incomplete } = await roleStatus.getEntityRoles({
      entityRef,
      credentials: isApprover
        ? await auth.getOwnServiceCredentials()
        : credentials,
    });
    return {
      roles: roles.filter(role => role.roleArn !== roleArn),
      ...(incomplete.length > 0 && { incomplete }),
    };
  } catch (error) {
    if (isError(error) && REFUSALS.includes(error.name)) {
      return { reason: `${error.message}.` };
    }
    throw error;
  }
}
