import type { TableProperties } from "../dynamodb/tables.ts";

export type FunctionWire = {
  logicalId: string;
  name: string;
  arn: string;
  /** The source under functions/ without its extension, and the export: "api/getTicket.handler". */
  handler: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMegabytes: number;
};
export type RouteWire = { key: string; function: string; authorizer: string | undefined };
export type EventSourceWire = {
  id: string;
  function: string;
  /** The ARN of a table's stream, as `tables` gives it. */
  source: string;
  /** Patterns of which one must match; none lets everything through. */
  filters: object[];
  batchSize: number;
  windowSeconds: number;
  /** -1 is without end. */
  retries: number;
  maximumAgeSeconds: number;
  bisect: boolean;
  reportBatchItemFailures: boolean;
  /** The ARN of the queue that takes what failed for good. */
  onFailure: string | undefined;
  parallelization: number;
};
export type QueueWire = { name: string; arn: string; attributes: Record<string, string> };
export type TopicWire = { name: string; arn: string };
/** Of a queue to a topic; what sends to people outside has no part here. */
export type SubscriptionWire = { topicArn: string; queueArn: string; attributes: Record<string, string> };
export type QueueSourceWire = Pick<
  EventSourceWire,
  "id" | "function" | "filters" | "batchSize" | "windowSeconds" | "reportBatchItemFailures"
> & { queueArn: string; maximumConcurrency: number | undefined };
/** `answers`: what the function returns goes back to the client. */
export type SocketRouteWire = { key: string; function: string; answers: boolean };
export type SocketWire = { apiId: string; stage: string; selection: string; routes: SocketRouteWire[] };
export type CorsRule = { methods: string[]; headers: string[]; exposed: string[]; maxAgeSeconds: number | undefined };
export type BucketWire = { name: string; isVersioned: boolean; cors: CorsRule[] };
/** An e-mail of the user pool; {username} and {####} stand for the address and for the password or the code. */
export type MailText = { subject: string; text: string };
/** What an invited person gets, and who wants a new password. */
export type UserMails = { invitation: MailText; code: MailText };
export type ScheduleWire = { id: string; expression: string; function: string; input: unknown };
export type MachineWire = { name: string; arn: string; definition: unknown };
export type TableWire = {
  name: string;
  streamArn: string;
  ttlAttribute: string | undefined;
  properties: TableProperties;
};
/** All that the template wires; functions are named by their name. */
export type Wires = {
  functions: FunctionWire[];
  routes: RouteWire[];
  eventSources: EventSourceWire[];
  queueSources: QueueSourceWire[];
  queues: QueueWire[];
  topics: TopicWire[];
  subscriptions: SubscriptionWire[];
  sockets: SocketWire | undefined;
  buckets: BucketWire[];
  userMails: UserMails | undefined;
  schedules: ScheduleWire[];
  machines: MachineWire[];
  tables: TableWire[];
  /** Functions that run once at each deployment. */
  triggers: string[];
};
/** A resource with its references worked out. */
export type Found = { id: string; name: string; properties: Record<string, unknown> };
export type Find = (...types: string[]) => Found[];
