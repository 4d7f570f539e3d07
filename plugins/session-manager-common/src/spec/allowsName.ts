/**
 * Whether an account's list of what roles may name has a name in it; `*`
 * stands for any text.
 *
 * @public
 */
export function allowsName(patterns: readonly string[], name: string): boolean {
  return patterns.some(pattern => matches(pattern, name));
}

function matches(pattern: string, name: string): boolean {
  const literals = pattern
    .split('*')
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literals.join('.*')}$`).test(name);
}
