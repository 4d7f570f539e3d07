/** Maps all items, at most so many at once. */
export async function mapAtMost<Item, Result>(
  limit: number,
  items: readonly Item[],
  map: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const rest = items.entries();
  const work = async () => {
    for (const [index, item] of rest) {
      results[index] = await map(item, index);
    }
  };
  await Promise.all(Array.from({ length: limit }, work));
  return results;
}
