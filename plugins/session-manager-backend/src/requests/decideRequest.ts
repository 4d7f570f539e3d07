import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  RequestDecision,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { withoutSql } from '../database/transact';
import { Caller, isApproverOf, mayBreakGlass } from '../people/Callers';
import { StoredRequest } from './database/StoredRequest';
import { isDecision, keepReview, requireSeen } from './decisions';
import { announceBreakGlass, AnnouncementDeps } from './execution/announce';
import { currentRulesFor } from './execution/currentRules';
import { whyRuleFails } from './execution/ruleStillHolds';
import { TaskStarter } from './execution/TaskStarter';
import { peopleToday, ReadingDeps, requireVisible } from './readRequest';
import { actorFor, NOT_PERMITTED, permissionFor } from './requestAbilities';
import { DecisionType } from './RequestService';
import { readDecided } from './reviewRequest';
import { startIfDue } from './startIfDue';

/** What deciding about requests works with. */
export interface DecidingDeps extends AnnouncementDeps, ReadingDeps {
  starter: TaskStarter;
}

/** Takes a decision of somebody who sees the request, and carries it out. */
export async function decideRequest(
  deps: DecidingDeps,
  requestId: string,
  type: DecisionType,
  decision: RequestDecision,
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
  const { after } = await transitions.move(
    requestId,
    { type, ...said },
    current => actorFor(type, current, caller, peopleToday(current, accounts)),
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

/** What a rule approved that does not any more, goes to people instead. */
export async function requireRuleHolds(
  deps: Pick<
    DecidingDeps,
    'accounts' | 'autoApproval' | 'plans' | 'transitions'
  >,
  stored: StoredRequest,
): Promise<void> {
  const comment = await whyRuleFails(deps, stored);
  if (comment) {
    const { id } = stored.request;
    await deps.transitions.move(
      id,
      { type: 'reopen', comment },
      { kind: 'portal' },
    );
    throw new NotAllowedError(`${comment} People have to decide about it now.`);
  }
}

/** What goes with a decision of somebody who may take it. */
async function reviewToKeep(
  deps: DecidingDeps,
  type: DecisionType,
  request: RoleRequest,
  caller: Caller,
  seen: string | undefined,
) {
  const isOpen = request.state.status === 'pending';
  const today = peopleToday(request, deps.accounts);
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
  return keepReview(review);
}

/** What goes wrong with it is made up for by the next sweep. */
async function announceNow(
  deps: DecidingDeps,
  stored: StoredRequest,
): Promise<void> {
  try {
    await announceBreakGlass(deps, stored);
  } catch (error) {
    deps.logger.warn(
      `The approvers do not know yet that request ${stored.request.id} is carried out without an approval: ${withoutSql(error)}`,
    );
  }
}
