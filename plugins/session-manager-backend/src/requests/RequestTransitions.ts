import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  CurrentRules,
  RequestEvent,
  TransitionInput,
  Actor,
  RoleRequest,
  transition,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { lockRole, requestsOfRole } from './database/operations/requestsOfRole';
import { updateRequest } from './database/operations/updateRequest';
import { readRequest } from './database/operations/readRequests';
import { StoredRequest } from './database/StoredRequest';
import { withDatabaseErrors, transact } from '../database/transact';

/** The result of a transition. */
export interface TransitionResult {
  before: RoleRequest;
  after: StoredRequest;
  /** Whether the request changed: some events may arrive twice. */
  changed: boolean;
  event: RequestEvent;
  by: Actor;
}

/** Writes in the transaction of a transition, or not at all. */
export type TransitionHook = (
  tx: Knex.Transaction,
  before: StoredRequest,
  move: TransitionInput,
) => Promise<void>;

/** Applies the request state machine; the only way to change a request. */
export interface RequestTransitions {
  /**
   * Throws a `NotFoundError` if the request does not exist. If the transition
   * is refused, throws a `NotAllowedError`, an `InputError` or a
   * `ConflictError` with the reason.
   *
   * @param today - the current rules for the request as it is now
   */
  apply(
    requestId: string,
    event: RequestEvent,
    by: Actor | ((request: RoleRequest) => Actor),
    today?: (request: RoleRequest) => Promise<CurrentRules>,
    along?: TransitionHook,
  ): Promise<TransitionResult>;
}

// Each attempt fails only if the request was changed concurrently.
const MAX_TRIES = 20;

const ERRORS = {
  forbidden: NotAllowedError,
  invalid: InputError,
  conflict: ConflictError,
};

const portal: Actor = { kind: 'portal' };

/** The request was changed concurrently. */
class Overtaken extends Error {}

interface Attempt {
  event: RequestEvent;
  by: Actor | ((request: RoleRequest) => Actor);
  /** The current rules, and the version of the request that they apply to. */
  today?: { rules: CurrentRules; version: number };
  along?: TransitionHook;
}

/** @param notify - called for each transition that was applied */
export function createRequestTransitions(
  knex: Knex,
  notify: (result: TransitionResult) => Promise<void>,
): RequestTransitions {
  return {
    async apply(requestId, event, by, rulesToday, along) {
      for (let tries = 1; tries <= MAX_TRIES; tries++) {
        const today =
          rulesToday && (await readToday(knex, requestId, rulesToday));
        try {
          const [result, ...followers] = await transact(knex, tx =>
            tryOnce(tx, requestId, { event, by, today, along }),
          );
          for (const each of [result, ...followers]) {
            if (each.changed) {
              await notify(each);
            }
          }
          return result;
        } catch (error) {
          if (!(error instanceof Overtaken)) {
            throw error;
          }
        }
      }
      throw new ConflictError(
        'Too many users are changing the request at once. Try again in a moment.',
      );
    },
  };
}

async function readToday(
  knex: Knex,
  requestId: string,
  rulesToday: (request: RoleRequest) => Promise<CurrentRules>,
): Promise<Attempt['today']> {
  const { request, version } = await withDatabaseErrors(() =>
    requireRequest(knex, requestId),
  );
  return { rules: await rulesToday(request), version };
}

/** Returns all requests that changed, the given one first. */
async function tryOnce(
  tx: Knex.Transaction,
  requestId: string,
  { event: wanted, by, today, along }: Attempt,
): Promise<[TransitionResult, ...TransitionResult[]]> {
  // Only one request per role changes at a time.
  await lockRole(tx, requestId);
  const stored = await requireRequest(tx, requestId);
  if (today && today.version !== stored.version) {
    throw new Overtaken();
  }
  const others = await requestsOfRole(tx, stored.request);
  const event = eventFor(wanted, others.pending);
  const successorId = others.approvedAfter(stored.request);
  const at = new Date().toISOString();
  const result = await write(tx, stored, {
    event,
    by: typeof by === 'function' ? by(stored.request) : by,
    at,
    today: today?.rules,
    successorId,
  });
  if (result.changed) {
    await along?.(tx, stored, { event, by: result.by, at });
  }
  const { status } = result.after.request.state;
  const supersede = (each: StoredRequest, byId: string) =>
    write(tx, each, {
      event: { type: 'supersede', successorId: byId },
      by: portal,
      at,
    });
  if (status === 'failed' && successorId) {
    return [result, await supersede(result.after, successorId)];
  }
  const followers: TransitionResult[] = [];
  if (result.changed && stored.request.state.status === 'pending') {
    for (const each of status === 'approved' ? others.usable : []) {
      followers.push(await supersede(each, requestId));
    }
  }
  return [result, ...followers];
}

/** Writes a transition that the state machine allows. */
async function write(
  tx: Knex.Transaction,
  stored: StoredRequest,
  move: TransitionInput,
): Promise<TransitionResult> {
  const { request: before } = stored;
  const { event, by } = move;
  const next = transition(before, move);
  if ('refused' in next) {
    throw new ERRORS[next.refused](next.reason);
  }
  if (!next.changed) {
    return { before, event, by, after: stored, changed: false };
  }
  if (!(await updateRequest(tx, stored, next.state, move))) {
    throw new Overtaken();
  }
  const after = await requireRequest(tx, before.id);
  return { before, event, by, after, changed: true };
}

/**
 * A request that would need approvers again is superseded by a pending request
 * for the same role, if there is one.
 */
function eventFor(
  event: RequestEvent,
  pending: StoredRequest | undefined,
): RequestEvent {
  return event.type === 'reopen' && pending
    ? { type: 'supersede', successorId: pending.request.id }
    : event;
}

/** Throws a `NotFoundError` if the request does not exist. */
export async function requireRequest(
  tx: Knex,
  requestId: string,
): Promise<StoredRequest> {
  const stored = await readRequest(tx, requestId);
  if (!stored) {
    throw noSuchRequest(requestId);
  }
  return stored;
}

/** The same error for missing and hidden requests. */
export function noSuchRequest(requestId: string): NotFoundError {
  return new NotFoundError(
    `The request ${requestId} does not exist, or you are not allowed to see it`,
  );
}
