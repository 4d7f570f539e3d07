import { InputError } from '@backstage/errors';

// As deep as nothing that the plugin takes is: policy documents in a request
// body are less than ten levels.
const MAX_DEPTH = 32;

/**
 * Refuses what no database keeps, wherever it stands in an input: NUL, which
 * PostgreSQL has in no text, and half a surrogate pair, which is no character
 * of UTF-8. Throws an `InputError` that names the field.
 *
 * @param where - the name of the input's own, such as `reason`; empty where
 * the names of its fields say enough
 */
export function refuseUnstorable(input: unknown, where = ''): void {
  // A stack of its own: the depth is the sender's choice.
  const open: Array<{ value: unknown; path: string; depth: number }> = [
    { value: input, path: where, depth: 0 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string' && !isStorable(value)) {
      throw new InputError(
        `${path || 'input'}: must not hold the character NUL or an incomplete Unicode character`,
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
            `${path || 'input'}: must not have a field whose name holds the character NUL or an incomplete Unicode character`,
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
