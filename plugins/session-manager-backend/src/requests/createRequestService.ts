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
import {
  withDatabaseErrors,
  redactSql,
  withRedactedErrors,
} from '../database/transact';
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

/** The dependencies of the service. */
export interface RequestServiceDeps
  extends FilingDeps, SweepDeps, DecidingDeps {}

/** Creates the request service, whose methods delegate to functions. */
export function createRequestService(deps: RequestServiceDeps): RequestService {
  const { callers, knex, named } = deps;
  return withRedactedErrors({
    list: (query, credentials) => listVisible(deps, query, credentials),
    get: (requestId, credentials) => readDetails(deps, requestId, credentials),
    waitingFor: request => waitingFor(deps, request),

    async read(requestId, credentials) {
      const caller = await callers.of(credentials);
      return named((await requireVisible(deps, requestId, caller)).request);
    },

    file: (newRequest, credentials) =>
      fileAndAnnounce(deps, newRequest, credentials),

    async dryRun(newRequest, credentials) {
      await permittedRequest(deps, newRequest, await callers.of(credentials));
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
      await deps.notifier.changed(request.id);
      return named(request);
    },

    async claim(requestId, taskId, credentials) {
      await requireScaffolder(deps, credentials);
      await requireRuleHolds(
        deps,
        await withDatabaseErrors(() => requireRequest(knex, requestId)),
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
  newRequest: NewRoleRequest,
  credentials: BackstageCredentials,
): Promise<FiledRequest> {
  const caller = await deps.callers.of(credentials);
  const { stored, created, sameSpec } = await fileRequest(
    deps,
    newRequest,
    caller,
  );
  const { request } = created ? await announceNew(deps, stored) : stored;
  return { request: deps.named(request), created, sameSpec };
}

/** The request is already filed, so the next sweep makes up for failures. */
async function announceNew(
  deps: RequestServiceDeps,
  stored: StoredRequest,
): Promise<StoredRequest> {
  const { id } = stored.request;
  await deps.notifier.changed(id);
  try {
    await announce(deps, stored);
    return await startIfDue(deps, await requireRequest(deps.knex, id));
  } catch (error) {
    deps.logger.warn(
      `Request ${id} is filed, but could not be announced yet: ${redactSql(error)}`,
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
  const { after } = await deps.transitions.apply(requestId, event, {
    kind: 'service',
    ref: await requireScaffolder(deps, credentials),
  });
  return deps.named(after.request);
}

/** Does not reveal to other callers whether the request exists. */
async function requireScaffolder(
  { callers }: Pick<RequestServiceDeps, 'callers'>,
  credentials: BackstageCredentials,
): Promise<string> {
  const { kind, ref } = await callers.of(credentials);
  if (kind !== 'service' || ref !== SCAFFOLDER) {
    throw new NotAllowedError('Only the scaffolder can do this.');
  }
  return ref;
}

function eventOf({ taskId, ...report }: RequestReport): RequestEvent {
  return report.outcome === 'done'
    ? { type: 'done', taskId, parts: report.parts, unchanged: report.unchanged }
    : { type: 'fail', taskId, error: report.error };
}
