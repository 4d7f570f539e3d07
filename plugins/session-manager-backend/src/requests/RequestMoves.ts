import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  RequestEvent,
  RequestMover,
  RoleRequest,
  transition,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { moveRequest } from './database/operations/moveRequest';
import { readRequest } from './database/operations/readRequests';
import { StoredRequest } from './database/StoredRequest';
import { transact } from './database/transact';

/** What became of a request. */
export interface Moved {
  before: RoleRequest;
  after: StoredRequest;
  /** Whether anything did: some events may come twice. */
  changed: boolean;
  event: RequestEvent;
  by: RequestMover;
}

/** Moves requests as their state machine says, and nothing else does. */
export interface RequestMoves {
  /**
   * Throws a `NotFoundError` where there is no such request, and where it is
   * refused a `NotAllowedError`, an `InputError` or a `ConflictError` with the
   * reason.
   */
  move(
    requestId: string,
    event: RequestEvent,
    by: RequestMover | ((request: RoleRequest) => RequestMover),
  ): Promise<Moved>;
}

// Each time, somebody else has moved the request meanwhile.
const MAX_TRIES = 20;

const ERRORS = {
  forbidden: NotAllowedError,
  invalid: InputError,
  conflict: ConflictError,
};

/** @param told - is told of each move that was made */
export function createRequestMoves(
  knex: Knex,
  told: (moved: Moved) => Promise<void>,
): RequestMoves {
  async function tryOnce(
    tx: Knex.Transaction,
    requestId: string,
    event: RequestEvent,
    by: RequestMover | ((request: RoleRequest) => RequestMover),
  ): Promise<Moved | undefined> {
    const stored = await requireRequest(tx, requestId);
    const { request: before } = stored;
    const mover = typeof by === 'function' ? by(before) : by;
    const move = { event, by: mover, at: new Date().toISOString() };
    const next = transition(before, move);
    if ('refused' in next) {
      throw new ERRORS[next.refused](next.reason);
    }
    const common = { before, event, by: mover };
    if (!next.changed) {
      return { ...common, after: stored, changed: false };
    }
    const isWritten = await moveRequest(tx, stored, next.state, move);
    return isWritten
      ? {
          ...common,
          after: await requireRequest(tx, requestId),
          changed: true,
        }
      : undefined;
  }

  return {
    async move(requestId, event, by) {
      for (let tries = 1; tries <= MAX_TRIES; tries++) {
        const moved = await transact(knex, tx =>
          tryOnce(tx, requestId, event, by),
        );
        if (moved) {
          if (moved.changed) {
            await told(moved);
          }
          return moved;
        }
      }
      throw new ConflictError(
        'Too many people change the request at once. Try again in a moment.',
      );
    },
  };
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
