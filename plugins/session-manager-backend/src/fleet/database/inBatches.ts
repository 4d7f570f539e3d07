// Within SQLite's limit of variables in a statement.
const MOST_AT_ONCE = 500;

/** Runs a statement for many values, a few hundred at a time. */
export async function inBatches<T>(
  values: readonly T[],
  run: (batch: T[]) => PromiseLike<unknown>,
): Promise<void> {
  for (let start = 0; start < values.length; start += MOST_AT_ONCE) {
    await run(values.slice(start, start + MOST_AT_ONCE));
  }
}
