/** A field with its value, or nothing where it has none. */
export function pick<K extends string>(
  name: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value === undefined
    ? {}
    : ({ [name]: value } as Partial<Record<K, string>>);
}
