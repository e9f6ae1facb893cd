import { ticketIdFrom } from "../../functions/domain/ticketId.ts";

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Picks one of `count` by Zipf's law: the k-th comes up in proportion to 1 / k^exponent. Takes a number in [0, 1), gives
 * an index, the most frequent first.
 */
export function zipf(count: number, exponent: number): (share: number) => number {
  const upTo = new Float64Array(count);
  let sum = 0;
  for (let index = 0; index < count; index++) {
    sum += (index + 1) ** -exponent;
    upTo[index] = sum;
  }
  return (share) => firstAbove(upTo, share * sum);
}

function firstAbove(ascending: Float64Array, wanted: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

export const oneOf = <T>(list: readonly T[], share: number): T => list[Math.floor(share * list.length)] as T;

/** A ticket's id, each index another, scattered over all shards as random ones are. */
export function idOf(index: number): string {
  let rest = (index * 20_000_003 + 9_876_543) % 32 ** 7; // an odd number and a power of two: none comes twice
  const places: number[] = [];
  for (let place = 0; place < 7; place++) {
    places.unshift(rest % 32);
    rest = Math.floor(rest / 32);
  }
  return ticketIdFrom(places);
}
