import { InputError } from '@backstage/errors';

// Deeper than any valid input: policy documents in a request body have fewer
// than ten levels.
const MAX_DEPTH = 32;

/**
 * Refuses text that databases cannot store, anywhere in an input: NUL, which
 * PostgreSQL does not allow in text, and incomplete surrogate pairs, which
 * UTF-8 cannot encode. Throws an `InputError` that names the field.
 *
 * @param where - the name of the input itself, such as `reason`; empty if the
 * names of its fields are sufficient
 */
export function refuseUnstorable(input: unknown, where = ''): void {
  // An explicit stack, because the sender chooses the depth.
  const open: Array<{ value: unknown; path: string; depth: number }> = [
    { value: input, path: where, depth: 0 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string' && !isStorable(value)) {
      throw new InputError(
        `${path || 'input'}: must not contain the character NUL or an incomplete Unicode character`,
      );
    }
    if (typeof value === 'object' && value !== null) {
      if (depth === MAX_DEPTH) {
        throw new InputError(
          `${path}: must not be nested deeper than ${MAX_DEPTH} levels`,
        );
      }
      for (const [key, child] of Object.entries(value)) {
        if (!isStorable(key)) {
          throw new InputError(
            `${path || 'input'}: must not have a field whose name contains the character NUL or an incomplete Unicode character`,
          );
        }
        open.push({
          value: child,
          path: path ? `${path}.${key}` : key,
          depth: depth + 1,
        });
      }
    }
  }
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
