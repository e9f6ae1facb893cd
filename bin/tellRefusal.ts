/** Ends a script that the desk refuses: a refusal says what to do, anything else is for whoever mends it. */
export function tellRefusal(error: unknown): never {
  if (!(error instanceof Error && error.name === "Problem")) throw error;
  console.error(error.message);
  process.exit(1);
}
