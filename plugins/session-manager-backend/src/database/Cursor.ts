import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** The columns by which a list can be sorted. None of them is nullable. */
export type SortKeys<Field extends string> = Readonly<
  Record<Field, { column: string; kind: 'time' | 'number' | 'text' }>
>;

/** The order of a list. */
export interface Sort<Field extends string> {
  field: Field;
  order: 'asc' | 'desc';
}

/** A position in a sorted list, and the direction of the next page. */
export interface Cursor<Field extends string> extends Sort<Field> {
  /** The last row's sort value; of a time, its milliseconds. */
  value: number | string;
  id: string;
  direction: 'next' | 'prev';
}

// The latest date in JavaScript, which is within PostgreSQL's range.
const MAX_TIME = 8_640_000_000_000_000;

// PostgreSQL's integer.
const MAX_NUMBER = 2_147_483_647;

const text = z
  .string()
  .max(700)
  // Databases cannot store, and PostgreSQL cannot compare, other text.
  .refine(value => value.isWellFormed() && !value.includes('\0'));

const VALUES = {
  time: z.number().int().min(0).max(MAX_TIME),
  number: z.number().int().min(-MAX_NUMBER).max(MAX_NUMBER),
  text,
};

const position = z.object({
  field: z.string(),
  order: z.enum(['asc', 'desc']),
  id: text,
  direction: z.enum(['next', 'prev']),
});

/** Encodes it as text for a URL. */
export function encodeCursor(cursor: Cursor<string>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Throws an `InputError` if the text is not a cursor of such a list. */
export function decodeCursor<Field extends string>(
  encoded: string,
  keys: SortKeys<Field>,
): Cursor<Field> {
  try {
    const json = JSON.parse(Buffer.from(encoded, 'base64url').toString());
    const { field, ...place } = position.parse(json);
    if (isField(field, keys)) {
      const value = VALUES[keys[field].kind].parse(json.value);
      return { ...place, field, value };
    }
  } catch {
    // Handled like a cursor of another list.
  }
  throw new InputError('cursor: must be a cursor of a previous page');
}

function isField<Field extends string>(
  name: string,
  keys: SortKeys<Field>,
): name is Field {
  return Object.hasOwn(keys, name);
}
