/** Why somebody is told of an event: a closed list, since clients say it in other languages by these words. */
export type FixedReason =
  | "it is ready to be assigned"
  | "it was assigned to you"
  | "it was taken from you"
  | "it is back in the queue"
  | "it is assigned to you"
  | "you raised this ticket"
  | "you raised this ticket: this is your receipt"
  | "you commented on it"
  | "nobody can decide on it: give somebody the role"
  | "nobody has decided yet, and you are an administrator";

/** Why somebody is asked to decide: what they are, and which step it is. */
export type AskedReason = `${string}, and step ${number} waits for you`;

export const isAskedReason = (reason: string): reason is AskedReason => /, and step \d+ waits for you$/.test(reason);
