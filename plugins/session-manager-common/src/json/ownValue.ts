/**
 * Returns the value of a key from outside, such as a tag key, without inherited
 * properties such as `constructor`.
 *
 * @public
 */
export function ownValue<T>(
  record: Readonly<Record<string, T>>,
  key: string,
): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
