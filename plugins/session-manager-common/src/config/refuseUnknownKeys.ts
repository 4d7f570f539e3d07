import { InputError } from '@backstage/errors';

/**
 * The keys of a section of the configuration, of the type that its `config.d.ts`
 * declares: for each, the keys below it, or `true` if it has none of its own.
 * The elements of a list have its keys. What may also be written as text, such
 * as a duration, and a map with keys of any name have none.
 *
 * @public
 */
export type ConfigKeys<T> = [T] extends [readonly (infer Element)[]]
  ? ConfigKeys<Element>
  : [T] extends [object]
    ? string extends keyof T
      ? true
      : { readonly [K in keyof T]-?: ConfigKeys<NonNullable<T[K]>> }
    : true;

/**
 * {@link ConfigKeys} of any section.
 *
 * @public
 */
export interface ConfigKeyTree {
  readonly [key: string]: ConfigKeyTree | true;
}

/**
 * Throws an `InputError` that names every unknown key of a section, and for each
 * the nearest known one. Without it, a key with a typo would be ignored.
 *
 * @param path - of the section, for the message
 *
 * @public
 */
export function refuseUnknownKeys(
  section: unknown,
  known: ConfigKeyTree,
  path: string,
): void {
  const problems = unknownKeys(section, known, path);
  if (problems.length > 0) {
    throw new InputError(problems.join('; '));
  }
}

function unknownKeys(
  value: unknown,
  known: ConfigKeyTree | true | undefined,
  path: string,
): string[] {
  if (known === true || known === undefined || !isObject(value)) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((element, index) =>
      unknownKeys(element, known, `${path}[${index}]`),
    );
  }
  return Object.entries(value).flatMap(([key, below]) =>
    Object.hasOwn(known, key)
      ? unknownKeys(below, known[key], `${path}.${key}`)
      : `${path}.${key}: unknown key, ${suggestion(key, Object.keys(known))}`,
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function suggestion(key: string, known: readonly string[]): string {
  const [nearest] = known
    .map(name => ({ name, edits: editsBetween(plain(key), plain(name)) }))
    .filter(({ name, edits }) => edits < name.length / 2)
    .sort((a, b) => a.edits - b.edits);
  return nearest
    ? `did you mean '${nearest.name}'?`
    : `the known keys are ${known.join(', ')}`;
}

/** Without case and separators, so that `expire_after` is near `expireAfter`. */
function plain(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, '');
}

/** The Levenshtein distance. */
function editsBetween(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      current[column] = Math.min(
        previous[column] + 1,
        current[column - 1] + 1,
        previous[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1),
      );
    }
    previous = current;
  }
  return previous[b.length];
}
