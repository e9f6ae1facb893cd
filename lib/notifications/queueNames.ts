/** The work queues: each feeds one Lambda. */
export const queueNames = ["inApp", "email", "sms", "accounts", "files", "exports", "counts", "words"] as const;
export type QueueName = (typeof queueNames)[number];

/** A queue's name in AWS, by the stack that holds it. */
export const fullName = (stackName: string, queue: QueueName): string => `${stackName}-${queue}`;
/** Where messages go that could not be worked off. */
export const failedName = (stackName: string, queue: QueueName): string => `${stackName}-${queue}-failed`;
