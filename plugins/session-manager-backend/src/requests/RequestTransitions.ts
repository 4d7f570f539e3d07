import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  CurrentRules,
  RequestEvent,
  RequestMove,
  Actor,
  RoleRequest,
  transition,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { lockRole, requestsOfRole } from './database/operations/requestsOfRole';
import { moveRequest } from './database/operations/moveRequest';
import { readRequest } from './database/operations/readRequests';
import { StoredRequest } from './database/StoredRequest';
import { reached, transact } from '../database/transact';

/** What became of a request. */
export interface Moved {
  before: RoleRequest;
  after: StoredRequest;
  /** Whether anything did: some events may come twice. */
  changed: boolean;
  event: RequestEvent;
  by: Actor;
}

/** What is written with a move, or not at all. */
export type AlongWith = (
  tx: Knex.Transaction,
  before: StoredRequest,
  move: RequestMove,
) => Promise<void>;

/** Moves requests as their state machine says, and nothing else does. */
export interface RequestTransitions {
  /**
   * Throws a `NotFoundError` where there is no such request, and where it is
   * refused a `NotAllowedError`, an `InputError` or a `ConflictError` with the
   * reason.
   *
   * @param today - the rules of today for the request as it is now
   */
  move(
    requestId: string,
    event: RequestEvent,
    by: Actor | ((request: RoleRequest) => Actor),
    today?: (request: RoleRequest) => Promise<CurrentRules>,
    along?: AlongWith,
  ): Promise<Moved>;
}

// Each time, somebody else has moved the request meanwhile.
const MAX_TRIES = 20;

const ERRORS = {
  forbidden: NotAllowedError,
  invalid: InputError,
  conflict: ConflictError,
};

const portal: Actor = { kind: 'portal' };

/** Somebody else has moved the request meanwhile. */
class Overtaken extends Error {}

interface Attempt {
  event: RequestEvent;
  by: Actor | ((request: RoleRequest) => Actor);
  /** The rules of today, and the version of the request that they are for. */
  today?: { rules: CurrentRules; version: number };
  along?: AlongWith;
}

/** @param notify - is told of each move that was made */
export function createRequestTransitions(
  knex: Knex,
  notify: (moved: Moved) => Promise<void>,
): RequestTransitions {
  return {
    async move(requestId, event, by, rulesToday, along) {
      for (let tries = 1; tries <= MAX_TRIES; tries++) {
        const today =
          rulesToday && (await readToday(knex, requestId, rulesToday));
        try {
          const [moved, ...followers] = await transact(knex, tx =>
            tryOnce(tx, requestId, { event, by, today, along }),
          );
          for (const each of [moved, ...followers]) {
            if (each.changed) {
              await notify(each);
            }
          }
          return moved;
        } catch (error) {
          if (!(error instanceof Overtaken)) {
            throw error;
          }
        }
      }
      throw new ConflictError(
        'Too many people change the request at once. Try again in a moment.',
      );
    },
  };
}

async function readToday(
  knex: Knex,
  requestId: string,
  rulesToday: (request: RoleRequest) => Promise<CurrentRules>,
): Promise<Attempt['today']> {
  const { request, version } = await reached(() =>
    requireRequest(knex, requestId),
  );
  return { rules: await rulesToday(request), version };
}

/** Gives all that was moved, the request itself first. */
async function tryOnce(
  tx: Knex.Transaction,
  requestId: string,
  { event: wanted, by, today, along }: Attempt,
): Promise<[Moved, ...Moved[]]> {
  // Of the requests for one role, one is moved at a time.
  await lockRole(tx, requestId);
  const stored = await requireRequest(tx, requestId);
  if (today && today.version !== stored.version) {
    throw new Overtaken();
  }
  const others = await requestsOfRole(tx, stored.request);
  const event = eventFor(wanted, others.pending);
  const successorId = others.approvedAfter(stored.request);
  const at = new Date().toISOString();
  const moved = await write(tx, stored, {
    event,
    by: typeof by === 'function' ? by(stored.request) : by,
    at,
    today: today?.rules,
    successorId,
  });
  if (moved.changed) {
    await along?.(tx, stored, { event, by: moved.by, at });
  }
  const { status } = moved.after.request.state;
  const supersede = (each: StoredRequest, byId: string) =>
    write(tx, each, {
      event: { type: 'supersede', successorId: byId },
      by: portal,
      at,
    });
  if (status === 'failed' && successorId) {
    return [moved, await supersede(moved.after, successorId)];
  }
  const followers: Moved[] = [];
  if (moved.changed && stored.request.state.status === 'pending') {
    for (const each of status === 'approved' ? others.usable : []) {
      followers.push(await supersede(each, requestId));
    }
  }
  return [moved, ...followers];
}

/** Writes a move that the state machine allows. */
async function write(
  tx: Knex.Transaction,
  stored: StoredRequest,
  move: RequestMove,
): Promise<Moved> {
  const { request: before } = stored;
  const { event, by } = move;
  const next = transition(before, move);
  if ('refused' in next) {
    throw new ERRORS[next.refused](next.reason);
  }
  if (!next.changed) {
    return { before, event, by, after: stored, changed: false };
  }
  if (!(await moveRequest(tx, stored, next.state, move))) {
    throw new Overtaken();
  }
  const after = await requireRequest(tx, before.id);
  return { before, event, by, after, changed: true };
}

/**
 * What goes to people again while another request for the role waits for them
 * already, gives way to that one.
 */
function eventFor(
  event: RequestEvent,
  pending: StoredRequest | undefined,
): RequestEvent {
  return event.type === 'reopen' && pending
    ? { type: 'supersede', successorId: pending.request.id }
    : event;
}

/** Throws a `NotFoundError` where there is no such request. */
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

/** The same for a request that is not there and one that is hidden. */
export function noSuchRequest(requestId: string): NotFoundError {
  return new NotFoundError(`There is no request ${requestId} that you may see`);
}
