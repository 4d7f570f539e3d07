import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  RequestDetails,
  RequestEvent,
  requestReadPermission,
  RoleRequest,
  SCAFFOLDER,
} from 'backstage-plugin-session-manager-common';
import {
  Caller,
  Callers,
  isApproverOf,
  mayBreakGlass,
  PeopleOfRules,
} from '../people/Callers';
import { EntityOwnership } from '../people/EntityOwnership';
import { Membership } from '../people/Membership';
import { announce, announceBreakGlass } from './execution/announce';
import { accountsApprovedBy } from '../accounts/configuredAccounts';
import { approvalToday, currentRulesFor } from './execution/currentRules';
import { whyRuleFails } from './execution/ruleStillHolds';
import { sweep, SweepDeps } from './execution/sweep';
import { contentOrigin } from './contentOrigin';
import { readReviews } from './database/operations/reviews';
import { readHistory } from './database/operations/readHistory';
import { StoredRequest } from './database/StoredRequest';
import { reached, withoutSqlInErrors, withoutSql } from '../database/transact';
import {
  decisionsForOthers,
  isDecision,
  keepReview,
  requireSeen,
} from './decisions';
import { fileRequest, FilingDeps, permittedRequest } from './fileRequest';
import { answerQuery } from './listQuery';
import {
  abilitiesOf,
  moverFor,
  NOT_PERMITTED,
  permissionFor,
} from './requestAbilities';
import { recordRun } from './recordRun';
import { noSuchRequest, requireRequest } from './RequestMoves';
import { DecisionType, RequestService } from './RequestService';
import { readDecided, ReviewDeps, reviewRequest } from './reviewRequest';
import { Audience } from './notifications/audience';
import { VisibleRequests } from './visibleRequests';

/** What the service is made from. */
export interface RequestServiceDeps
  extends FilingDeps, SweepDeps, Omit<ReviewDeps, 'plans'> {
  callers: Callers;
  ownership: EntityOwnership;
  membership: Membership;
  visibleRequests: VisibleRequests;
  /** The people of a request, as they are today. */
  audienceOf: (request: RoleRequest) => Promise<Audience>;
  /** Adds the name that people know the account by. */
  named: (request: RoleRequest) => RoleRequest;
}

export function createRequestService(deps: RequestServiceDeps): RequestService {
  const { knex, accounts, access, callers, moves, starter, named, logger } =
    deps;
  const portal = { kind: 'portal' } as const;
  const peopleToday = (request: RoleRequest): PeopleOfRules =>
    approvalToday(request, accounts) ?? { approvers: [] };
  const rulesToday = (request: RoleRequest) =>
    currentRulesFor(request, accounts, deps.membership);

  /** The request, for someone who may see it. */
  async function visible(
    requestId: string,
    { credentials }: Caller,
  ): Promise<StoredRequest> {
    const stored = await reached(() => requireRequest(knex, requestId));
    const { request } = stored;
    if (await access.allows(requestReadPermission, request, credentials)) {
      return stored;
    }
    throw noSuchRequest(requestId);
  }

  async function waitingFor(
    request: RoleRequest,
  ): Promise<RequestDetails['approvers']> {
    if (request.state.status !== 'pending') {
      return { missing: 0, refs: [] };
    }
    const { missing, approvers } = await deps.audienceOf(request);
    return { missing, refs: [...approvers] };
  }

  /** A task for what was approved now, or is to be tried again. */
  async function startIfDue(stored: StoredRequest): Promise<StoredRequest> {
    const { id, state } = stored.request;
    const isWaiting =
      (state.status === 'approved' || state.status === 'provisioning') &&
      !state.taskId;
    if (!isWaiting) {
      return stored;
    }
    try {
      await starter.start(stored);
      return await requireRequest(knex, id);
    } catch (error) {
      // It is approved, and that is kept: the next sweep starts it.
      logger.warn(`Request ${id} could not be started: ${withoutSql(error)}`);
      return stored;
    }
  }

  /** What a rule approved that does not any more, goes to people instead. */
  async function requireRuleHolds(stored: StoredRequest): Promise<void> {
    const reason = await whyRuleFails(deps, stored);
    if (reason) {
      const { id } = stored.request;
      await moves.move(id, { type: 'reopen', comment: reason }, portal);
      throw new NotAllowedError(
        `${reason} People have to decide about it now.`,
      );
    }
  }

  /** What goes with a decision of somebody who may take it. */
  async function reviewToKeep(
    type: DecisionType,
    request: RoleRequest,
    caller: Caller,
    seen: string | undefined,
  ) {
    const isOpen = request.state.status === 'pending';
    const today = peopleToday(request);
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

  async function moveAsService(
    requestId: string,
    event: RequestEvent,
    credentials: BackstageCredentials,
  ): Promise<RoleRequest> {
    const { after } = await moves.move(requestId, event, {
      kind: 'service',
      ref: await requireScaffolder(credentials),
    });
    return named(after.request);
  }

  /** Nobody else is told whether there is such a request. */
  async function requireScaffolder(
    credentials: BackstageCredentials,
  ): Promise<string> {
    const { kind, ref } = await callers.of(credentials);
    if (kind !== 'service' || ref !== SCAFFOLDER) {
      throw new NotAllowedError('This is for the scaffolder.');
    }
    return ref;
  }

  return withoutSqlInErrors({
    async list(query, credentials) {
      const [caller, criteria] = await Promise.all([
        callers.of(credentials),
        deps.visibleRequests.to(credentials),
      ]);
      const approvesIn = accountsApprovedBy(caller.approverRefs, accounts);
      return answerQuery(knex, query, caller, approvesIn, criteria, named);
    },

    async get(requestId, credentials) {
      const caller = await callers.of(credentials);
      const { request } = await visible(requestId, caller);
      const [history, abilities, review, approvers, decisions, content] =
        await Promise.all([
          reached(() => readHistory(knex, requestId)),
          abilitiesOf(access, request, caller, peopleToday(request)),
          reviewRequest(deps, request, caller),
          waitingFor(request),
          reached(() => readReviews(knex, requestId)),
          contentOrigin(deps.ownership, request, caller),
        ]);
      return {
        request: named(request),
        history,
        approvers,
        caller: abilities,
        review,
        ...(content && { contentOrigin: content }),
        decisions: isApproverOf(caller, request, peopleToday(request).approvers)
          ? decisions
          : decisionsForOthers(decisions, review),
      };
    },

    waitingFor,

    async read(requestId, credentials) {
      const caller = await callers.of(credentials);
      const { request } = await visible(requestId, caller);
      return named(request);
    },

    async file(asked, credentials) {
      const caller = await callers.of(credentials);
      const filed = await fileRequest(deps, asked, caller);
      let { stored } = filed;
      if (filed.created) {
        await deps.news.changed(stored.request.id);
        // The request is filed: what goes wrong from here on is made up for by
        // the next sweep.
        try {
          await announce(deps, stored);
          stored = await startIfDue(
            await requireRequest(knex, stored.request.id),
          );
        } catch (error) {
          logger.warn(
            `Request ${stored.request.id} is filed, and nobody knows yet: ${withoutSql(error)}`,
          );
        }
      }
      const { created, sameSpec } = filed;
      return { request: named(stored.request), created, sameSpec };
    },

    async dryRun(asked, credentials) {
      await permittedRequest(deps, asked, await callers.of(credentials));
    },

    async decide(requestId, type, decision, credentials) {
      const caller = await callers.of(credentials);
      const stored = await visible(requestId, caller);
      const { request } = stored;
      const permission = permissionFor(type, request, caller);
      if (!(await access.allows(permission, request, credentials))) {
        throw new NotAllowedError(NOT_PERMITTED);
      }
      if (type === 'retry') {
        await requireRuleHolds(stored);
      }
      const { reviewHash: seen, ...said } = decision;
      const { after } = await moves.move(
        requestId,
        { type, ...said },
        current => moverFor(type, current, caller, peopleToday(current)),
        type === 'approve' || type === 'break-glass' ? rulesToday : undefined,
        await reviewToKeep(type, request, caller, seen),
      );
      if (type === 'break-glass') {
        try {
          await announceBreakGlass(deps, after);
        } catch (error) {
          logger.warn(
            `The approvers do not know yet that request ${requestId} is carried out without an approval: ${withoutSql(error)}`,
          );
        }
      }
      return named((await startIfDue(after)).request);
    },

    async recordRun(run, credentials) {
      await requireScaffolder(credentials);
      const { request } = await recordRun(deps, run);
      await deps.news.changed(request.id);
      return named(request);
    },

    async claim(requestId, taskId, credentials) {
      await requireScaffolder(credentials);
      await requireRuleHolds(
        await reached(() => requireRequest(knex, requestId)),
      );
      return moveAsService(requestId, { type: 'claim', taskId }, credentials);
    },

    async report(requestId, { taskId, ...told }, credentials) {
      const event: RequestEvent =
        told.outcome === 'done'
          ? {
              type: 'done',
              taskId,
              parts: told.parts,
              unchanged: told.unchanged,
            }
          : { type: 'fail', taskId, error: told.error };
      return moveAsService(requestId, event, credentials);
    },

    sweep: signal => sweep(deps, signal),
  });
}
