const lines = new Map<string, Promise<unknown>>();

/** Runs tasks with the same key one after the other within this process. */
export async function serializeByKey<T>(
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
