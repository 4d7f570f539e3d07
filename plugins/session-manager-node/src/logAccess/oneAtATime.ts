const lines = new Map<string, Promise<unknown>>();

/** Does one thing after the other, in this process, where they share a key. */
export async function oneAtATime<T>(
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const turn = (lines.get(key) ?? Promise.resolve()).then(work, work);
  lines.set(key, turn);
  try {
    return await turn;
  } finally {
    if (lines.get(key) === turn) {
      lines.delete(key);
    }
  }
}
