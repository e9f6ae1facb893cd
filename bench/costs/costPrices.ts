/** AWS's public list prices in us-east-1, in dollars, without free tiers. Compare them with your own bill's region. */
export const pricesOf = "2026-11, us-east-1";

const million = 1e-6;
const month = 730;

export const prices = {
  writeUnit: {
    unit: "write units",
    dollars: 0.625 * million,
    text: "DynamoDB on demand: 0.625 for a million write units",
  },
  readUnit: {
    unit: "read units",
    dollars: 0.125 * million,
    text: "DynamoDB on demand: 0.125 for a million read units",
  },
  transition: {
    unit: "state transitions",
    dollars: 0.025 / 1000,
    text: "Step Functions, Standard: 0.025 for 1,000 state transitions",
  },
  trace: {
    unit: "traces of approval machines",
    dollars: 5 * million,
    text: "X-Ray: 5.00 for a million traces recorded",
  },
  apiRequest: {
    unit: "requests to the API",
    dollars: 1 * million,
    text: "API Gateway, HTTP API: 1.00 for a million requests",
  },
  invocation: { unit: "invocations of Lambdas", dollars: 0.2 * million, text: "Lambda: 0.20 for a million requests" },
  gigabyteSecond: {
    unit: "GB-seconds of Lambdas",
    dollars: 0.0000133334,
    text: "Lambda, arm64: 0.0000133334 for a GB-second",
  },
  publish: {
    unit: "messages to the topic",
    dollars: 0.5 * million,
    text: "SNS: 0.50 for a million publications (to SQS: nothing more)",
  },
  queueRequest: { unit: "requests to queues", dollars: 0.4 * million, text: "SQS: 0.40 for a million requests" },
  logGigabyte: {
    unit: "GB of log",
    dollars: 0.5,
    text: "CloudWatch Logs: 0.50 for a GB taken in, of Lambdas and of the gateway",
  },
  email: { unit: "e-mails", dollars: 0.1 / 1000, text: "SES: 0.10 for 1,000 e-mails" },
  storedGigabyte: {
    unit: "GB stored",
    dollars: 0.25 + 0.2,
    text: "DynamoDB: 0.25 for a GB and month, 0.20 with point-in-time recovery on top",
  },
  fileGigabyte: { unit: "GB of files", dollars: 0.023, text: "S3: 0.023 for a GB and month" },
} as const;
export type Priced = keyof typeof prices;

/** What stands there all month for a desk that runs on a server: dollars a month. */
export const alwaysOn = [
  { what: "a server (t4g.small, 2 vCPU, 2 GB)", dollars: 0.0168 * month },
  { what: "its disk (gp3, 20 GB) and public address", dollars: 20 * 0.08 + 0.005 * month },
  { what: "a database (PostgreSQL, db.t4g.micro, one zone, 20 GB)", dollars: 0.016 * month + 20 * 0.115 },
] as const;
/** The same with a second server behind a load balancer, and the database in two zones. */
export const twiceOn = [
  { what: "two servers with disks and addresses", dollars: 2 * (0.0168 * month + 20 * 0.08 + 0.005 * month) },
  { what: "a load balancer (ALB, little traffic)", dollars: (0.0225 + 0.008) * month },
  { what: "the database in two zones", dollars: 2 * (0.016 * month + 20 * 0.115) },
] as const;
