/*
 * The longest texts that the desk takes, in characters as people count them. The web client says so before anything is sent,
 * so that this file imports nothing.
 */
export const longest = { title: 200, description: 10_000, comment: 5_000, fileName: 200 } as const;
