import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AnyRequestDecision,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { redactSql } from '../database/transact';
import { Caller, isApproverOf, mayBreakGlass } from '../people/Callers';
import { StoredRequest } from './database/StoredRequest';
import { isDecision, storeReview, requireSeen } from './decisions';
import { announceBreakGlass, AnnouncementDeps } from './execution/announce';
import { currentRulesFor } from './execution/currentRules';
import { ruleFailureReason } from './execution/ruleStillHolds';
import { TaskStarter } from './execution/TaskStarter';
import { currentRuleMembers, ReadingDeps, requireVisible } from './readRequest';
import { actorFor, NOT_PERMITTED, permissionFor } from './requestAbilities';
import { DecisionType } from './RequestService';
import { readDecided } from './reviewRequest';
import { startIfDue } from './startIfDue';

/** The dependencies of deciding on requests. */
export interface DecidingDeps extends AnnouncementDeps, ReadingDeps {
  starter: TaskStarter;
}

/** Applies a decision of a caller who sees the request, and acts on it. */
export async function decideRequest(
  deps: DecidingDeps,
  requestId: string,
  type: DecisionType,
  decision: AnyRequestDecision,
  credentials: BackstageCredentials,
): Promise<StoredRequest> {
  const { access, accounts, membership, transitions } = deps;
  const caller = await deps.callers.of(credentials);
  const stored = await requireVisible(deps, requestId, caller);
  const { request } = stored;
  const permission = permissionFor(type, request, caller);
  if (!(await access.allows(permission, request, credentials))) {
    throw new NotAllowedError(NOT_PERMITTED);
  }
  if (type === 'retry') {
    await requireRuleHolds(deps, stored);
  }
  const { reviewHash: seen, ...said } = decision;
  const { after } = await transitions.apply(
    requestId,
    { type, ...said },
    current =>
      actorFor(type, current, caller, currentRuleMembers(current, accounts)),
    type === 'approve' || type === 'break-glass'
      ? current => currentRulesFor(current, accounts, membership)
      : undefined,
    await reviewToKeep(deps, type, request, caller, seen),
  );
  if (type === 'break-glass') {
    await announceNow(deps, after);
  }
  return startIfDue(deps, after);
}

/**
 * If the rule that approved a request no longer does, approvers must decide.
 */
export async function requireRuleHolds(
  deps: Pick<
    DecidingDeps,
    'accounts' | 'autoApproval' | 'plans' | 'transitions'
  >,
  stored: StoredRequest,
): Promise<void> {
  const comment = await ruleFailureReason(deps, stored);
  if (comment) {
    const { id } = stored.request;
    await deps.transitions.apply(
      id,
      { type: 'reopen', comment },
      { kind: 'portal' },
    );
    throw new NotAllowedError(`${comment} An approver must decide on it now.`);
  }
}

/** The review to store with a decision, if the caller may make it. */
async function reviewToKeep(
  deps: DecidingDeps,
  type: DecisionType,
  request: RoleRequest,
  caller: Caller,
  seen: string | undefined,
) {
  const isOpen = request.state.status === 'pending';
  const today = currentRuleMembers(request, deps.accounts);
  const mayTake =
    type === 'break-glass'
      ? mayBreakGlass(caller, request, today)
      : isApproverOf(caller, request, today.approvers);
  if (!isOpen || !isDecision(type) || !mayTake) {
    return undefined;
  }
  const review = await readDecided(deps, request);
  if (type === 'approve') {
    requireSeen(review, seen);
  }
  return storeReview(review);
}

/** The next sweep makes up for failures. */
async function announceNow(
  deps: DecidingDeps,
  stored: StoredRequest,
): Promise<void> {
  try {
    await announceBreakGlass(deps, stored);
  } catch (error) {
    deps.logger.warn(
      `The approvers could not be notified yet that request ${stored.request.id} is carried out without an approval: ${redactSql(error)}`,
    );
  }
}
