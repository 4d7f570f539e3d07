/** What was made for a key before, or is made now; a failure is forgotten. */
export function remembered<T>(
  map: Map<string, T>,
  key: string,
  make: () => T,
): T {
  const existing = map.get(key);
  if (existing !== undefined) {
    return existing;
  }
  const made = make();
  map.set(key, made);
  if (made instanceof Promise) {
    made.catch(() => map.delete(key));
  }
  return made;
}
