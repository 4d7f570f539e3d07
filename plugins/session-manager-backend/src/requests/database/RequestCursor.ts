import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** A position in a sorted list, and the direction of the next page. */
export interface RequestCursor {
  field: 'createdAt' | 'updatedAt' | 'roleName';
  order: 'asc' | 'desc';
  /** The last request's sort value: milliseconds, or the role's key. */
  value: number | string;
  id: string;
  direction: 'next' | 'prev';
}

// The latest date in JavaScript, which is within PostgreSQL's range.
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

/** Encodes it as text for a URL. */
export function encodeCursor(cursor: RequestCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Throws an `InputError` if the text is not a cursor. */
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
    // Handled like a cursor of the wrong type.
  }
  throw new InputError('cursor: must be a cursor of a previous page');
}
