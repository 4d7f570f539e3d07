/**
 * What a record has for a key that comes from outside, such as a tag: of
 * itself, and not from where all objects have `constructor` and the like.
 *
 * @public
 */
export function ownValue<T>(
  record: Readonly<Record<string, T>>,
  key: string,
): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
