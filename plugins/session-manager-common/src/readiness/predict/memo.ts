/** Returns a function that computes each answer once. */
export function memo<K, V>(answer: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return key => {
    if (!known.has(key)) {
      known.set(key, answer(key));
    }
    return known.get(key) as V;
  };
}

/** Returns a function that computes the value on first use. */
export function lazy<T>(value: () => T): () => T {
  const once = memo((_: 'value') => value());
  return () => once('value');
}
