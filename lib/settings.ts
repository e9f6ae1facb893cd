import { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Node } from "constructs";
import * as z from "zod/mini";

const count = (fallback: number) => z._default(z.coerce.number().check(z.int(), z.positive()), fallback);
/** Minutes from one time to the next, an hour at most: the alarm `clocks-failing` looks for failures in each of three hours. */
const everyMinutes = (fallback: number) =>
  z._default(z.coerce.number().check(z.int(), z.positive(), z.lte(60)), fallback);
/** Separated by commas; none unless told. */
const listOf = (one: z.ZodMiniType<string, string>) =>
  z.pipe(
    z._default(z.string(), ""),
    z.pipe(
      z.transform((list: string) => list.split(",").filter(Boolean)),
      z.array(one),
    ),
  );
const optionalCount = z.optional(z.coerce.number().check(z.int(), z.positive()));

const isRetention = (days: number): boolean => RetentionDays[days] !== undefined;
/** As a browser names it, or the frame of a mobile app: no path, and no blank before it. */
const origin = /^[a-z][a-z0-9+.-]*:\/\/[^\s/]+$/;

/** All that can be chosen at deployment: `cdk deploy -c stage=production -c logDays=365`. */
const settings = z.strictObject({
  /** In production, data outlives the stacks and stacks refuse to be deleted. */
  stage: z._default(z.enum(["dev", "production"]), "dev"),
  /** The prefix of every stack, before the stage. */
  name: z._default(z.string().check(z.regex(/^[a-z][a-z0-9-]{0,30}$/)), "ticket-desk"),
  /** For the local cloud: sources instead of bundles, no validation. */
  local: z._default(z.stringbool(), false),
  /** The first admin's address, where it shall not be asked for at deployment. */
  adminEmail: z.optional(z.email()),
  /** Where people open the web client: links in messages lead there, and its origin may upload and open sockets. */
  appUrl: z.optional(z.url({ protocol: /^https?$/ })),
  /** A certificate of ACM in us-east-1 for the host of appUrl: the client and the API are served there then. */
  certificateArn: z.optional(z.string().check(z.regex(/^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/))),
  /** Other origins that may call the API from a browser, separated by commas. The web client needs none. */
  allowedOrigins: listOf(z.string().check(z.regex(origin, "must be https://host, without a path or a blank"))),

  /** The address that e-mail comes from, where it shall not be asked for at deployment. */
  mailFrom: z.optional(z.email()),
  /**
   * An address or a domain that SES has verified in this account and region already, that mailFrom is of: nothing is made and
   * confirmed for it then, and the user pool sends invitations and codes by it too, instead of by Cognito's own, which sends
   * 50 a day.
   */
  mailIdentity: z.optional(z.string().check(z.regex(/^[^\s/]+\.[^\s/]+$/))),
  /** Where answers, bounces and complaints go; the same address unless told. */
  mailReplyTo: z.optional(z.email()),
  /** Who is written to when an alarm goes off; mailReplyTo, mailFrom or adminEmail unless told, nobody where none is set. */
  alarmEmail: z.optional(z.email()),
  /** The most that is sent by SMS in a day, to one person and in all: each one costs money. */
  smsPerPersonADay: count(10),
  smsADay: count(200),
  /** How the numbers begin that are texted, separated by commas: "+49,+43". All, unless told. */
  smsCodes: listOf(z.string().check(z.regex(/^\+[1-9]\d{0,6}$/, "must be a country's code such as +49"))),
  digestEveryMinutes: everyMinutes(5),
  /** Has GuardDuty look at each attachment before anybody can download it. Charged by volume. */
  malwareScan: z._default(z.stringbool(), false),
  /** Keeps all tickets in an OpenSearch Serverless collection too. Charged by the hour, used or not. */
  openSearch: z._default(z.stringbool(), false),

  shards: count(4),
  remindAfterSeconds: count(24 * 3600),
  remindersBeforeAdmins: count(3),
  expireAfterSeconds: count(7 * 24 * 3600),
  autoCloseAfterSeconds: count(7 * 24 * 3600),
  sweepEveryMinutes: everyMinutes(15),
  autoCloseEveryMinutes: everyMinutes(60),

  /** How long somebody stays signed in without using a password again. */
  sessionHours: count(12),
  /** Requests a second, over all callers: the gateway answers 429 beyond. */
  requestRate: count(200),
  requestBurst: count(400),
  /** The same for each route that creates something. */
  createRate: count(50),
  createBurst: count(100),
  /** What one person may do within a minute before the API answers 429: raise tickets, ask for what is not there or not theirs. */
  ticketsAMinute: count(60),
  missesAMinute: count(20),
  /** A ceiling on what the table may be charged for, in request units a second. */
  maxReadUnits: optionalCount,
  maxWriteUnits: optionalCount,
  /** One of the retentions CloudWatch knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, ... */
  logDays: z.optional(z.coerce.number().check(z.refine(isRetention, "must be one that CloudWatch knows"))),
});

export type Settings = z.output<typeof settings> & {
  /** Where lib/bundling/bundle.ts has put the bundles; the sources themselves are deployed where it is missing. */
  bundles?: string;
  /** Where the web client was built to; an empty page is deployed where it is missing. */
  client?: string;
};

/** Reads the settings from the context; a name that is none of them is refused, or a typing error would go unnoticed. */
export function readSettings(node: Node): Settings {
  const context = Object.entries(node.getAllContext()).filter(([key]) => !isToolKey(key));
  const given = Object.fromEntries(context.map(([key, value]) => [key, String(value)]));
  const read = settings.safeParse(given, { error: z.locales.en().localeError }); // else zod/mini says "Invalid input" to all
  if (!read.success) throw new Error(`context (-c name=value, cdk.json): ${z.prettifyError(read.error)}`);
  const { certificateArn, appUrl, mailIdentity, mailFrom } = read.data;
  if (mailIdentity && !mailFrom) throw new Error("context: mailIdentity needs mailFrom, an address of that identity");
  if (certificateArn && !appUrl?.startsWith("https://"))
    throw new Error("context: certificateArn is for the host of appUrl, which has to be an https:// address");
  return read.data;
}

/** What of these settings nobody may have meant, and what comes of it; null where all is well. */
export function doubtAbout({ appUrl, certificateArn }: Pick<Settings, "appUrl" | "certificateArn">): string | null {
  if (!appUrl)
    return (
      "No -c appUrl=https://...: links in e-mail lead nowhere, and browsers may not upload or open sockets. " +
      "The output ClientUrl of the stack web is an address for it: deploy once more with that."
    );
  const { hostname } = new URL(appUrl);
  if (certificateArn || hostname.endsWith(".cloudfront.net")) return null;
  return (
    `No -c certificateArn=... for ${hostname}: the desk is not served there, and from where it is, the output ClientUrl of the ` +
    `stack web, browsers may not upload or open sockets. Unless something of your own serves it at ${hostname}, add the one or ` +
    "deploy with -c appUrl= the other."
  );
}

/** Where browsers may come from: the web client's own address first. */
export const clientOrigins = ({ appUrl, allowedOrigins }: Settings): string[] => [
  ...new Set([...(appUrl ? [new URL(appUrl).origin] : []), ...allowedOrigins]),
];

export const inProduction = ({ stage }: Settings): boolean => stage === "production";

/** Feature flags, and what the CDK command and its lookups keep for themselves. */
const isToolKey = (key: string): boolean => key.includes(":") || key.startsWith("cli-");
