import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TableProperties } from "../dynamodb/tables.ts";
import { queuesOf, subscriptionsOf, topicsOf } from "./templateMessaging.ts";
import { functionArn, nameOf, streamArn } from "./templateNames.ts";
import { socketsOf } from "./templateSockets.ts";
import type { Resource, Stack, Template } from "./templateStack.ts";
import { resolverOf } from "./templateValues.ts";
import { eventSourcesOf, machinesOf, queueSourcesOf, routesOf, schedulesOf, triggersOf } from "./templateWires.ts";
import type { BucketWire, Find, Found, FunctionWire, MailText, TableWire, UserMails, Wires } from "./wires.ts";

/** What the local cloud has for the parameters of the stacks. */
const localParameters = { AdminEmail: "admin@example.com" };

/** Reads the templates of all stacks of a synthesized app: what is wired there, and nothing else, exists locally. */
export function readWires(out: string, parameters: Record<string, string> = localParameters): Wires {
  const stacks = stacksIn(out);
  if (stacks.length === 0) throw new Error(`${out} holds no stack`);
  const resolve = resolverOf(stacks, parameters);
  const isThere = ({ Condition }: Resource, stack: Stack) => !Condition || resolve({ Condition }, stack) === true;
  const find: Find = (...types) =>
    stacks.flatMap((stack) =>
      Object.entries(stack.template.Resources ?? {})
        .filter(([, resource]) => types.includes(resource.Type) && isThere(resource, stack))
        .map(([id, resource]) => ({
          id,
          name: nameOf(resource, id, stack),
          properties: lazily(resource.Properties ?? {}, (value) => resolve(value, stack)),
        })),
    );
  const functions = functionsOf(find);
  return {
    functions,
    routes: routesOf(find),
    eventSources: eventSourcesOf(find),
    queueSources: queueSourcesOf(find),
    queues: queuesOf(find),
    topics: topicsOf(find),
    subscriptions: subscriptionsOf(find),
    sockets: socketsOf(find),
    buckets: bucketsOf(find),
    userMails: userMailsOf(find),
    schedules: schedulesOf(find),
    machines: machinesOf(find, (key) => readAsset(out, key)),
    tables: tablesOf(find),
    triggers: triggersOf(find),
  };
}

/** Works a property out when it is asked for: what nobody reads need not be known here. */
function lazily(properties: Record<string, unknown>, resolve: (value: unknown) => unknown): Record<string, unknown> {
  const getters = Object.entries(properties).map(([key, value]) => [
    key,
    { get: () => resolve(value), enumerable: true },
  ]);
  return Object.defineProperties({}, Object.fromEntries(getters));
}

type Manifest = {
  artifacts?: Record<
    string,
    {
      type: string;
      displayName?: string;
      properties?: { templateFile?: string; directoryName?: string; stackName?: string };
    }
  >;
};

function stacksIn(folder: string): Stack[] {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;
  return Object.entries(manifest.artifacts ?? {}).flatMap(([id, { type, properties = {} }]) => {
    if (type === "cdk:cloud-assembly") return stacksIn(join(folder, String(properties.directoryName)));
    if (type !== "aws:cloudformation:stack") return [];
    const file = join(folder, String(properties.templateFile));
    return [{ name: properties.stackName ?? id, template: JSON.parse(readFileSync(file, "utf8")) as Template }];
  });
}

/** The file that would be uploaded under this key. */
function readAsset(out: string, key: string): string {
  const file = [join(out, `asset.${key}`), join(dirname(out), `asset.${key}`)].find(existsSync);
  if (!file) throw new Error(`${out} holds no asset ${key}`);
  return readFileSync(file, "utf8");
}

/** Functions of our own are named by their source; what CDK adds for its own ends has no part here. */
const ownHandler = /^[\w-]+(\/[\w-]+)+\.\w+$/;

const functionsOf = (find: Find): FunctionWire[] =>
  find("AWS::Lambda::Function")
    .filter(({ properties }) => ownHandler.test(String(properties.Handler)))
    .map(({ id, name, properties }) => ({
      logicalId: id,
      name,
      arn: functionArn(name),
      handler: String(properties.Handler),
      environment: (properties.Environment as { Variables?: Record<string, string> } | undefined)?.Variables ?? {},
      timeoutSeconds: Number(properties.Timeout ?? 3),
      memoryMegabytes: Number(properties.MemorySize ?? 128),
    }));

const tablesOf = (find: Find): TableWire[] =>
  find("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable").map(({ name, properties }) => {
    const ttl = (properties as TableProperties).TimeToLiveSpecification;
    const ttlAttribute = ttl?.Enabled ? ttl.AttributeName : undefined;
    return { name, streamArn: streamArn(name), ttlAttribute, properties: properties as TableProperties };
  });

const bucketsOf = (find: Find): BucketWire[] =>
  find("AWS::S3::Bucket").map(({ name, properties }) => ({
    name,
    isVersioned: (properties.VersioningConfiguration as { Status?: string } | undefined)?.Status === "Enabled",
    cors: corsOf(properties),
  }));

/** Whatever the origins are in the cloud: locally it is the local client's. */
function corsOf({ CorsConfiguration }: Found["properties"]): BucketWire["cors"] {
  const rules = (CorsConfiguration as { CorsRules?: Record<string, unknown>[] } | undefined)?.CorsRules ?? [];
  return rules.map(({ AllowedMethods, AllowedHeaders, ExposedHeaders, MaxAge }) => ({
    methods: (AllowedMethods ?? []) as string[],
    headers: (AllowedHeaders ?? []) as string[],
    exposed: (ExposedHeaders ?? []) as string[],
    maxAgeSeconds: MaxAge === undefined ? undefined : Number(MaxAge),
  }));
}

function userMailsOf(find: Find): UserMails | undefined {
  const [pool] = find("AWS::Cognito::UserPool");
  if (!pool) return undefined;
  const { AdminCreateUserConfig, VerificationMessageTemplate } = pool.properties as PoolProperties;
  const invitation = mailText(AdminCreateUserConfig?.InviteMessageTemplate);
  const code = mailText(VerificationMessageTemplate);
  return invitation && code ? { invitation, code } : undefined;
}

type MailTemplate = { EmailSubject?: string; EmailMessage?: string };
type PoolProperties = {
  AdminCreateUserConfig?: { InviteMessageTemplate?: MailTemplate };
  VerificationMessageTemplate?: MailTemplate;
};

const mailText = ({ EmailSubject: subject, EmailMessage: text }: MailTemplate = {}): MailText | undefined =>
  subject && text ? { subject, text } : undefined;
