/**
 * Returns the value created for a key earlier, or creates it now. A failure is
 * not remembered.
 */
export function remembered<T>(
  map: Map<string, T>,
  key: string,
  make: () => T,
): T {
  const existing = map.get(key);
  if (existing !== undefined) {
    return existing;
  }
  const value = make();
  map.set(key, value);
  if (value instanceof Promise) {
    value.catch(() => map.delete(key));
  }
  return value;
}
