import { FormData } from '../../hooks/formSubject';
import { Proposals } from './formProposals';

/** The values that a form filled in, by the name of the field. */
export type Filled = Readonly<Record<string, unknown>>;

/**
 * What a form fills in now. A value that someone entered, cleared, or gave in a
 * link stays; one that the form filled in before is replaced.
 *
 * @param defaults - of the form's schema, for fields that are not known
 */
export function fillIn(
  form: FormData,
  proposals: Proposals,
  {
    fields,
    filled,
    defaults = {},
  }: {
    fields: readonly string[];
    filled: Filled;
    defaults?: FormData;
  },
): { changes: Record<string, unknown>; filled: Filled } {
  const changes: Record<string, unknown> = {};
  const now: Record<string, unknown> = { ...filled };
  for (const field of fields) {
    const value = form[field];
    // An empty text was cleared by someone, even if nothing was filled in.
    const isOurs =
      value === undefined ||
      (filled[field] !== undefined && isSame(value, filled[field]));
    const next = proposals[field] ? proposals[field].value : defaults[field];
    if (isSame(value, next)) {
      now[field] = next;
    } else if (isOurs) {
      changes[field] = next;
      now[field] = next;
    }
  }
  return { changes, filled: now };
}

/**
 * The values that count as filled in when a form opens: those that its schema
 * sets, and not a link.
 */
export function initiallyFilled(form: FormData, given: FormData): Filled {
  return Object.fromEntries(
    Object.entries(form).filter(([field]) => given[field] === undefined),
  );
}

/** Marks the text fields that someone has cleared, so that they stay empty. */
export function withCleared(
  before: FormData,
  after: FormData,
  fields: readonly string[],
): FormData {
  const cleared = fields.filter(
    field =>
      typeof before[field] === 'string' &&
      before[field] !== '' &&
      after[field] === undefined,
  );
  return {
    ...after,
    ...Object.fromEntries(cleared.map(field => [field, ''])),
  };
}

/** Whether two values mean the same; an empty text or object is none. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(orNone(one)) === JSON.stringify(orNone(other));
}

function orNone(value: unknown): unknown {
  const isEmpty =
    value === '' ||
    value === null ||
    (typeof value === 'object' && Object.keys(value).length === 0);
  return isEmpty ? undefined : value;
}
