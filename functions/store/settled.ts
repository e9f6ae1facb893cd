/** Does it for all of them, so many at once, and says how each ended. */
export async function settled<T, R>(
  all: readonly T[],
  act: (one: T) => Promise<R>,
  atOnce: number,
): Promise<PromiseSettledResult<R>[]> {
  const results: PromiseSettledResult<R>[] = [];
  for (let from = 0; from < all.length; from += atOnce)
    results.push(...(await Promise.allSettled(all.slice(from, from + atOnce).map(act))));
  return results;
}
