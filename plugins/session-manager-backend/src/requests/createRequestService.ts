import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  FiledRequest,
  NewRoleRequest,
  RequestEvent,
  RequestList,
  RequestQuery,
  RequestReport,
  RoleRequest,
  SCAFFOLDER,
} from 'backstage-plugin-session-manager-common';
import { accountsApprovedBy } from '../accounts/configuredAccounts';
import { reached, withoutSql, withoutSqlInErrors } from '../database/transact';
import { StoredRequest } from './database/StoredRequest';
import { decideRequest, DecidingDeps, requireRuleHolds } from './decideRequest';
import { announce } from './execution/announce';
import { sweep, SweepDeps } from './execution/sweep';
import { fileRequest, FilingDeps, permittedRequest } from './fileRequest';
import { answerQuery } from './listQuery';
import { readDetails, requireVisible, waitingFor } from './readRequest';
import { recordRun } from './recordRun';
import { requireRequest } from './RequestTransitions';
import { RequestService } from './RequestService';
import { startIfDue } from './startIfDue';
import { VisibleRequests } from './visibleRequests';

/** What the service is made from. */
export interface RequestServiceDeps
  extends FilingDeps, SweepDeps, DecidingDeps {
  visibleRequests: VisibleRequests;
}

/** The service of requests: each of its methods is a function of its parts. */
export function createRequestService(deps: RequestServiceDeps): RequestService {
  const { callers, knex, named } = deps;
  return withoutSqlInErrors({
    list: (query, credentials) => listVisible(deps, query, credentials),
    get: (requestId, credentials) => readDetails(deps, requestId, credentials),
    waitingFor: request => waitingFor(deps, request),

    async read(requestId, credentials) {
      const caller = await callers.of(credentials);
      return named((await requireVisible(deps, requestId, caller)).request);
    },

    file: (asked, credentials) => fileAndAnnounce(deps, asked, credentials),

    async dryRun(asked, credentials) {
      await permittedRequest(deps, asked, await callers.of(credentials));
    },

    async decide(requestId, type, decision, credentials) {
      return named(
        (await decideRequest(deps, requestId, type, decision, credentials))
          .request,
      );
    },

    async recordRun(run, credentials) {
      await requireScaffolder(deps, credentials);
      const { request } = await recordRun(deps, run);
      await deps.news.changed(request.id);
      return named(request);
    },

    async claim(requestId, taskId, credentials) {
      await requireScaffolder(deps, credentials);
      await requireRuleHolds(
        deps,
        await reached(() => requireRequest(knex, requestId)),
      );
      return moveAsService(
        deps,
        requestId,
        { type: 'claim', taskId },
        credentials,
      );
    },

    report: (requestId, report, credentials) =>
      moveAsService(deps, requestId, eventOf(report), credentials),

    sweep: signal => sweep(deps, signal),
  });
}

async function listVisible(
  { accounts, callers, knex, named, visibleRequests }: RequestServiceDeps,
  query: RequestQuery,
  credentials: BackstageCredentials,
): Promise<RequestList> {
  const [caller, criteria] = await Promise.all([
    callers.of(credentials),
    visibleRequests.to(credentials),
  ]);
  const approvesIn = accountsApprovedBy(caller.approverRefs, accounts);
  return answerQuery(knex, query, caller, approvesIn, criteria, named);
}

async function fileAndAnnounce(
  deps: RequestServiceDeps,
  asked: NewRoleRequest,
  credentials: BackstageCredentials,
): Promise<FiledRequest> {
  const caller = await deps.callers.of(credentials);
  const { stored, created, sameSpec } = await fileRequest(deps, asked, caller);
  const { request } = created ? await announceNew(deps, stored) : stored;
  return { request: deps.named(request), created, sameSpec };
}

/**
 * The request is filed: what goes wrong from here on is made up for by the next
 * sweep.
 */
async function announceNew(
  deps: RequestServiceDeps,
  stored: StoredRequest,
): Promise<StoredRequest> {
  const { id } = stored.request;
  await deps.news.changed(id);
  try {
    await announce(deps, stored);
    return await startIfDue(deps, await requireRequest(deps.knex, id));
  } catch (error) {
    deps.logger.warn(
      `Request ${id} is filed, and nobody knows yet: ${withoutSql(error)}`,
    );
    return stored;
  }
}

async function moveAsService(
  deps: RequestServiceDeps,
  requestId: string,
  event: RequestEvent,
  credentials: BackstageCredentials,
): Promise<RoleRequest> {
  const { after } = await deps.transitions.move(requestId, event, {
    kind: 'service',
    ref: await requireScaffolder(deps, credentials),
  });
  return deps.named(after.request);
}

/** Nobody else is told whether there is such a request. */
async function requireScaffolder(
  { callers }: Pick<RequestServiceDeps, 'callers'>,
  credentials: BackstageCredentials,
): Promise<string> {
  const { kind, ref } = await callers.of(credentials);
  if (kind !== 'service' || ref !== SCAFFOLDER) {
    throw new NotAllowedError('This is for the scaffolder.');
  }
  return ref;
}

function eventOf({ taskId, ...told }: RequestReport): RequestEvent {
  return told.outcome === 'done'
    ? { type: 'done', taskId, parts: told.parts, unchanged: told.unchanged }
    : { type: 'fail', taskId, error: told.error };
}
