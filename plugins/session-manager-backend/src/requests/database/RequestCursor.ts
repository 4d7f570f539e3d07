import { InputError } from '@backstage/errors';
import { RequestSortField } from 'backstage-plugin-session-manager-common';
import { z } from 'zod';

/** A place in a sorted list, and the way that one reads on from it. */
export interface RequestCursor {
  field: RequestSortField;
  order: 'asc' | 'desc';
  /** Of the last request that was seen: milliseconds, or the role's key. */
  value: number | string;
  id: string;
  direction: 'next' | 'prev';
}

// The latest time of JavaScript; PostgreSQL's ends later.
const MAX_TIME = 8_640_000_000_000_000;

const schema = z.object({
  field: z.enum(['createdAt', 'updatedAt', 'roleName']),
  order: z.enum(['asc', 'desc']),
  value: z.union([
    z.number().int().min(0).max(MAX_TIME),
    z.string().regex(/^[\w+=,.@-]{1,64}$/),
  ]),
  id: z.string().uuid(),
  direction: z.enum(['next', 'prev']),
});

/** As text for a URL. */
export function encodeCursor(cursor: RequestCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Throws an `InputError` where the text is none that was given. */
export function decodeCursor(text: string): RequestCursor {
  try {
    const cursor = schema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    );
    const isTime = cursor.field !== 'roleName';
    if (isTime === (typeof cursor.value === 'number')) {
      return cursor;
    }
  } catch {
    // It is answered like one of the wrong kind.
  }
  throw new InputError('cursor: is none that a page of requests gave');
}
