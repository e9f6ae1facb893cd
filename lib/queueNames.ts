/** The queues that Lambdas work off: one for each way to tell people, one for what follows a change of an account or file, one for exports, one for the sums of dashboards, one for the words that tickets are found by. */
export const queueNames = ["inApp", "email", "sms", "accounts", "files", "exports", "counts", "words"] as const;
export type QueueName = (typeof queueNames)[number];

/** A queue's name in AWS, by the stack that holds it. */
export const fullName = (stackName: string, queue: QueueName): string => `${stackName}-${queue}`;
/** Where messages go that could not be worked off. */
export const failedName = (stackName: string, queue: QueueName): string => `${stackName}-${queue}-failed`;
