/** The top of an axis in four steps of whole numbers: the smallest that is easy to read. */
export function topOf(values: readonly number[]): number {
  const most = Math.max(...values, 0);
  const step = Math.max(1, most / 4);
  const size = 10 ** Math.floor(Math.log10(step));
  const easy = [1, 2, 2.5, 5, 10].map((factor) => factor * size).find((one) => one >= step && Number.isInteger(one));
  return 4 * (easy ?? Math.ceil(step));
}

/** How much of the whole, in hundredths; what is there at all can be seen. */
export const shareOf = (value: number, most: number): number =>
  value <= 0 || most <= 0 ? 0 : Math.max((value / most) * 100, 1.5);
