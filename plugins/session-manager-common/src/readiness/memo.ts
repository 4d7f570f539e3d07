/** A function that works out each answer once. */
export function memo<K, V>(answer: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return key => {
    if (!known.has(key)) {
      known.set(key, answer(key));
    }
    return known.get(key) as V;
  };
}

/** A value that is worked out when it is first asked for. */
export function lazy<T>(value: () => T): () => T {
  const once = memo((_: 'value') => value());
  return () => once('value');
}
