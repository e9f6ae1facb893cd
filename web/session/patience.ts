/** A connection may die without a word; the gateway gives up on a function after 30 seconds (milliseconds). */
const patience = 35_000;

/** Ends a request whose answer does not come. */
export function givenUp(): AbortSignal {
  const control = new AbortController();
  setTimeout(() => control.abort(), patience);
  return control.signal;
}
