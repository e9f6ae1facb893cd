/** About as many rows of a list as half a read unit pays for: fewer cost as much. */
const rowsOfHalfUnit = 8;
/** A shard is asked for its part and so many standard deviations more, but for no more than so many rows more. */
const [deviations, mostSpare] = [4.7, 13];
/** What a few rows promise says little: they count as if so many more had been looked at, and none of them had fitted. */
const doubt = 32;
/** A page that a filter thins out looks at about so many rows in all. */
export const mostLooked = 1000;

/**
 * How many rows to ask of one of several sources that share a page evenly, so that once is enough: of pages of 25 rows one
 * in 15,000 has to read on, of those of 100 one in 150.
 */
export function shareOf(rows: number, among: number): number {
  const part = rows / among;
  const deviation = Math.sqrt(part * (1 - 1 / among));
  const share = Math.ceil(part + Math.min(deviations * deviation, mostSpare));
  return Math.min(rows, Math.max(share, rowsOfHalfUnit));
}

/**
 * How many rows to ask of each source that is read on: as many as the page lacks, since one of them may hold them all; where
 * rows were left out, as many as it takes if they go on fitting as rarely.
 */
export function furtherShare(lacks: number, looked: { at: number; kept: number }, among: number): number {
  if (looked.kept === looked.at) return lacks;
  const wanted = Math.ceil((lacks * (looked.at + doubt)) / Math.max(looked.kept, 1));
  const bound = Math.ceil((mostLooked - looked.at) / among);
  return Math.max(Math.min(shareOf(wanted, among), bound), rowsOfHalfUnit);
}
