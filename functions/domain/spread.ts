/** A place from 0 to `among` - 1: always the same for a text, and about as many texts at each. */
export const placeOf = (text: string, among: number): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7) % among;
