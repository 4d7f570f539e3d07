import { ANY_TEXT, covers } from '../access/pattern';
import { unlimited } from '../access/steps';

/**
 * Whether a list of an account's configuration, such as what its roles may
 * name, has a name in it. In its patterns `*` stands for any text, also none,
 * and every other character for itself.
 *
 * @public
 */
export function allowsName(patterns: readonly string[], name: string): boolean {
  return patterns.some(pattern =>
    covers(pattern.replaceAll('*', ANY_TEXT), name, unlimited()),
  );
}
