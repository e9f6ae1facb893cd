import { expect, test } from "vitest";
import { actionsOf, resourcesOf, statementsOf, synthesize } from "./synthesized.ts";

const { approvals } = synthesize({ stage: "production" });
const byId = Object.fromEntries(resourcesOf(approvals));
type GetAtt = { "Fn::GetAtt": [string, string] };
const mapping = theOnly("AWS::Lambda::EventSourceMapping") as {
  FilterCriteria: { Filters: { Pattern: string }[] };
  DestinationConfig: { OnFailure: { Destination: GetAtt } };
};
const machine = theOnly("AWS::StepFunctions::StateMachine") as {
  DefinitionString: string;
  DefinitionSubstitutions: Record<string, GetAtt>;
  RoleArn: GetAtt;
  StateMachineName: string;
  StateMachineType?: string;
};
const { DefinitionString, DefinitionSubstitutions, RoleArn } = machine;
type State = {
  Type: string;
  Next?: string;
  End?: true;
  Catch?: { Next: string; ErrorEquals: string[] }[];
  Retry?: { ErrorEquals: string[]; MaxAttempts: number }[];
};
const definition = JSON.parse(DefinitionString) as { StartAt: string; States: Record<string, State> };

test("every state of the machine is reached, and leads to one that exists or to the end", () => {
  const nextOf = ({ Next, Catch = [] }: State) =>
    [Next, ...Catch.map((way) => way.Next)].filter((name) => name !== undefined);
  const states = Object.entries(definition.States);
  const reached = new Set([definition.StartAt, ...states.flatMap(([, state]) => nextOf(state))]);
  expect([...reached].sort()).toEqual(Object.keys(definition.States).sort());
  for (const [name, state] of states) expect(state.End || nextOf(state).length > 0, name).toBe(true);
});

test("each state of the machine does some work: one that only chose would be paid for as well", () => {
  for (const [name, { Type }] of Object.entries(definition.States)) expect(Type, name).toBe("Task");
});

test("what leads elsewhere is no failure: it is never tried again, and all else is", () => {
  for (const [name, { Catch = [], Retry = [] }] of Object.entries(definition.States)) {
    const ways = Catch.flatMap(({ ErrorEquals }) => ErrorEquals);
    const never = Retry.filter(({ MaxAttempts }) => MaxAttempts === 0).flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(never.sort(), name).toEqual(ways.sort());
    expect(Retry.at(-1)?.ErrorEquals, name).toEqual(["States.ALL"]);
  }
});

test("the machine names Lambdas that exist, each of them", () => {
  const named = [...DefinitionString.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(Object.keys(DefinitionSubstitutions)));
  const handlers = Object.entries(DefinitionSubstitutions).map(([name, value]) => [
    name,
    byId[value["Fn::GetAtt"][0]]?.Properties.Handler,
  ]);
  expect(Object.fromEntries(handlers)).toEqual({
    AskFunctionArn: "approvals/ask.handler",
    RemindFunctionArn: "approvals/remind.handler",
    SettleFunctionArn: "approvals/settle.handler",
  });
});

test("the machine may call those Lambdas and nothing else of ours", () => {
  const calls = statementsOf(approvals, RoleArn["Fn::GetAtt"][0]).filter(({ Resource }) => Resource !== "*");
  expect(calls).toEqual([
    { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: Object.values(DefinitionSubstitutions) },
  ]);
});

test("the machine lasts as long as people take, and logs what ends it without the task tokens in its data", () => {
  expect(machine.StateMachineType ?? "STANDARD").toBe("STANDARD");
  expect(machine).toMatchObject({
    LoggingConfiguration: { Level: "FATAL", IncludeExecutionData: false },
    TracingConfiguration: { Enabled: true },
  });
});

test("the Lambdas know the machine by its own name", () => {
  const told = resourcesOf(approvals, "AWS::Lambda::Function")
    .map(([, { Properties }]) => Properties.Environment as { Variables: Record<string, unknown> })
    .flatMap(({ Variables }) => Variables.APPROVAL_MACHINE_ARN ?? []);
  expect(told).toHaveLength(3);
  for (const arn of told) expect(JSON.stringify(arn)).toContain(`:stateMachine:${machine.StateMachineName}"`);
});

test.each([
  ["approvals/ask", ["SendTaskSuccess", "SendTaskFailure"], []],
  ["approvals/onTicketEvent", ["StartExecution", "SendTaskSuccess", "SendTaskFailure"], []],
  ["approvals/sweep", ["StartExecution", "SendTaskSuccess", "SendTaskFailure"], ["DescribeExecution", "StopExecution"]],
])("%s may do that with this machine and with its executions, and with no other's", (name, ofMachine, ofExecutions) => {
  const lambda = Object.values(byId).find(({ Properties }) => Properties.Handler === `${name}.handler`);
  const role = (lambda ?? expect.fail()).Properties.Role as GetAtt;
  const may = statementsOf(approvals, role["Fn::GetAtt"][0])
    .flatMap((one) => actionsOf(one).map((action) => [action, JSON.stringify(one.Resource)] as const))
    .filter(([action]) => action.startsWith("states:"));
  const on = (actions: string[], resource: string) =>
    actions.map((action) => [`states:${action}`, expect.stringContaining(resource)]);
  expect(Object.fromEntries(may)).toEqual(
    Object.fromEntries([
      ...on(ofMachine, `:stateMachine:${machine.StateMachineName}"`),
      ...on(ofExecutions, `:execution:${machine.StateMachineName}:*"`),
    ]),
  );
});

test("of the stream, only the events that an approval turns on wake a Lambda", () => {
  const patterns = mapping.FilterCriteria.Filters.map(({ Pattern }) => JSON.parse(Pattern));
  const inserted = (image: object) => ({
    eventName: ["INSERT"],
    dynamodb: { NewImage: { item: { S: ["Event"] }, ...image } },
  });
  expect(patterns).toEqual([
    inserted({ type: { S: ["TicketRaised", "ApprovalGiven", "TicketRejected", "TicketEdited"] } }),
    inserted({ type: { S: ["StatusChanged"] }, to: { S: ["cancelled"] } }),
  ]);
});

test("an event that fails is tried again, on its own if need be, and ends in an encrypted queue, not in nothing", () => {
  expect(mapping).toMatchObject({
    BatchSize: 25,
    ParallelizationFactor: 4,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    MaximumRetryAttempts: 10,
    StartingPosition: "TRIM_HORIZON",
  });
  expect(byId[mapping.DestinationConfig.OnFailure.Destination["Fn::GetAtt"][0]]).toMatchObject({
    Type: "AWS::SQS::Queue",
    Properties: { SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 3600 },
  });
  approvals.hasResourceProperties("AWS::SQS::QueuePolicy", {
    PolicyDocument: {
      Statement: [{ Effect: "Deny", Action: "sqs:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }],
    },
  });
});

test.each([
  ["approvals/sweep.handler", "rate(15 minutes)", 15 * 60],
  ["approvals/autoClose.handler", "rate(1 hour)", 5 * 60],
])("the clock calls %s at a %s, for %i seconds at most", (handler, rate, seconds) => {
  const rule = resourcesOf(approvals, "AWS::Events::Rule")
    .map(([, { Properties }]) => Properties as { ScheduleExpression: string; Targets: { Arn: GetAtt }[] })
    .find(({ Targets }) => byId[Targets[0]?.Arn["Fn::GetAtt"][0] ?? ""]?.Properties.Handler === handler);
  expect(rule?.ScheduleExpression).toBe(rate);
  expect(byId[rule?.Targets[0]?.Arn["Fn::GetAtt"][0] ?? ""]?.Properties.Timeout).toBe(seconds);
});

test("unless told, approvers are reminded each day, admins join after three times, a week expires an approval or closes a ticket", () => {
  const usual = {
    REMIND_AFTER_SECONDS: String(24 * 3600),
    REMINDERS_BEFORE_ADMINS: "3",
    EXPIRE_AFTER_SECONDS: String(7 * 24 * 3600),
    AUTO_CLOSE_AFTER_SECONDS: String(7 * 24 * 3600),
  };
  for (const handler of [
    "approvals/ask",
    "approvals/remind",
    "approvals/onTicketEvent",
    "approvals/sweep",
    "approvals/autoClose",
  ])
    approvals.hasResourceProperties("AWS::Lambda::Function", {
      Handler: `${handler}.handler`,
      Environment: { Variables: usual },
    });
});

test("all durations can be chosen at deployment", () => {
  const chosen = synthesize({
    remindAfterSeconds: 2,
    remindersBeforeAdmins: 1,
    expireAfterSeconds: 9,
    autoCloseAfterSeconds: 5,
    sweepEveryMinutes: 1,
  }).approvals;
  chosen.hasResourceProperties("AWS::Lambda::Function", {
    Environment: {
      Variables: {
        REMIND_AFTER_SECONDS: "2",
        REMINDERS_BEFORE_ADMINS: "1",
        EXPIRE_AFTER_SECONDS: "9",
        AUTO_CLOSE_AFTER_SECONDS: "5",
      },
    },
  });
  chosen.hasResourceProperties("AWS::Events::Rule", { ScheduleExpression: "rate(1 minute)" });
});

function theOnly(type: string): unknown {
  const found = resourcesOf(approvals, type);
  expect(found).toHaveLength(1);
  return found[0]?.[1].Properties;
}
