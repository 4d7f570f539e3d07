import { ANY_TEXT, covers } from '../access/pattern';
import { unlimited } from '../access/steps';

/**
 * Whether a name matches a configured list, such as an account's `allow`. In
 * its patterns `*` stands for any text, including an empty one, and every other
 * character for itself.
 *
 * @public
 */
export function allowsName(patterns: readonly string[], name: string): boolean {
  return patterns.some(pattern =>
    covers(pattern.replaceAll('*', ANY_TEXT), name, unlimited()),
  );
}
