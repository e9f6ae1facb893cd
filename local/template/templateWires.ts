import { functionNamed, machineArn } from "./templateNames.ts";
import type { EventSourceWire, Find, Found, MachineWire, QueueSourceWire, RouteWire, ScheduleWire } from "./wires.ts";

type Properties = Found["properties"];

/** The routes of the HTTP APIs. */
export function routesOf(find: Find): RouteWire[] {
  const apis = new Set(
    find("AWS::ApiGatewayV2::Api")
      .filter(isHttp)
      .map(({ name }) => name),
  );
  const integrations = new Map(find("AWS::ApiGatewayV2::Integration").map((one) => [one.name, one.properties]));
  const ofHttp = find("AWS::ApiGatewayV2::Route").filter(({ properties }) => apis.has(String(properties.ApiId)));
  return ofHttp.map(({ id, properties }) => {
    const integration = integrations.get(String(properties.Target).replace(/^integrations\//, ""));
    if (integration?.IntegrationType !== "AWS_PROXY" || integration.PayloadFormatVersion !== "2.0") {
      throw new Error(`The route ${id} has no Lambda integration of payload format 2.0`);
    }
    const authorizer = properties.AuthorizerId === undefined ? undefined : String(properties.AuthorizerId);
    return { key: String(properties.RouteKey), function: functionNamed(integration.IntegrationUri), authorizer };
  });
}

export const eventSourcesOf = (find: Find): EventSourceWire[] =>
  find("AWS::Lambda::EventSourceMapping")
    .filter(({ properties }) => properties.Enabled !== false && !isOfQueue(properties))
    .map(({ id, properties }) => ({
      ...mappingOf(id, properties, 100),
      source: String(properties.EventSourceArn),
      retries: Number(properties.MaximumRetryAttempts ?? -1),
      maximumAgeSeconds: Number(properties.MaximumRecordAgeInSeconds ?? -1),
      bisect: properties.BisectBatchOnFunctionError === true,
      onFailure: failureQueue(properties),
      parallelization: Number(properties.ParallelizationFactor ?? 1),
    }));

export const queueSourcesOf = (find: Find): QueueSourceWire[] =>
  find("AWS::Lambda::EventSourceMapping")
    .filter(({ properties }) => properties.Enabled !== false && isOfQueue(properties))
    .map(({ id, properties }) => ({
      ...mappingOf(id, properties, 10),
      queueArn: String(properties.EventSourceArn),
      maximumConcurrency: (properties.ScalingConfig as { MaximumConcurrency?: number } | undefined)?.MaximumConcurrency,
    }));

const isOfQueue = ({ EventSourceArn }: Properties): boolean => String(EventSourceArn).startsWith("arn:aws:sqs:");

/** What mappings of streams and of queues have in common. */
const mappingOf = (id: string, properties: Properties, batchSize: number) => ({
  id,
  function: functionNamed(properties.FunctionName),
  filters: filtersOf(properties),
  batchSize: Number(properties.BatchSize ?? batchSize),
  windowSeconds: Number(properties.MaximumBatchingWindowInSeconds ?? 0),
  reportBatchItemFailures: ((properties.FunctionResponseTypes ?? []) as string[]).includes("ReportBatchItemFailures"),
});

export function schedulesOf(find: Find): ScheduleWire[] {
  const rules = find("AWS::Events::Rule").filter(isEnabled);
  const schedules = find("AWS::Scheduler::Schedule").filter(isEnabled);
  return [
    ...rules.flatMap(({ id, properties }) =>
      (properties.ScheduleExpression ? ((properties.Targets ?? []) as Target[]) : []).map((target) =>
        scheduled(id, properties, target),
      ),
    ),
    ...schedules.map(({ id, properties }) => scheduled(id, properties, properties.Target as Target)),
  ];
}

/** State machines, their definitions with the substitutions made. */
export const machinesOf = (find: Find, readAsset: (key: string) => string): MachineWire[] =>
  find("AWS::StepFunctions::StateMachine").map(({ id, name, properties }) => {
    const location = properties.DefinitionS3Location as { Key?: string } | undefined;
    const text = location?.Key ? readAsset(location.Key) : properties.DefinitionString;
    if (typeof text !== "string") throw new Error(`The state machine ${id} has no definition that can be read`);
    const substitutions = (properties.DefinitionSubstitutions ?? {}) as Record<string, unknown>;
    const whole = text.replace(/\$\{(\w+)\}/g, (_, key: string) => {
      if (!(key in substitutions)) throw new Error(`The state machine ${id} has no substitution for \${${key}}`);
      return JSON.stringify(String(substitutions[key])).slice(1, -1);
    });
    return { name, arn: machineArn(name), definition: JSON.parse(whole) as unknown };
  });

/** The functions that the CDK's Trigger runs at each deployment. */
export const triggersOf = (find: Find): string[] =>
  find("Custom::Trigger").map(({ properties }) => functionNamed(properties.HandlerArn));

const isHttp = ({ properties }: Found) => properties.ProtocolType === "HTTP";
const isEnabled = ({ properties }: Found) => (properties.State ?? "ENABLED") === "ENABLED";

type Target = { Arn: string; Input?: string };
const scheduled = (id: string, { ScheduleExpression }: Properties, { Arn, Input }: Target): ScheduleWire => ({
  id,
  expression: String(ScheduleExpression),
  function: functionNamed(Arn),
  input: Input === undefined ? undefined : JSON.parse(Input),
});

function filtersOf({ FilterCriteria }: Properties): object[] {
  const filters = (FilterCriteria as { Filters?: { Pattern: string }[] } | undefined)?.Filters ?? [];
  return filters.map(({ Pattern }) => JSON.parse(Pattern) as object);
}

const failureQueue = ({ DestinationConfig }: Properties): string | undefined =>
  (DestinationConfig as { OnFailure?: { Destination?: string } } | undefined)?.OnFailure?.Destination;
