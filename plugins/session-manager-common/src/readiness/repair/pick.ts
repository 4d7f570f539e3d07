/**
 * Returns an object with the field, or an empty object if the value is
 * `undefined`.
 */
export function pick<K extends string>(
  name: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value === undefined
    ? {}
    : ({ [name]: value } as Partial<Record<K, string>>);
}
