import { describe, expect, test } from "vitest";
import {
  actionsOf,
  everyTemplate,
  everything,
  functionsOf,
  resourcesOf,
  statementsOf,
  synthesize,
} from "./synthesized.ts";

const production = synthesize(everything);
const functions = functionsOf(production);
const roles = everyTemplate(production).flatMap((template) =>
  resourcesOf(template, "AWS::IAM::Role").map(([id]) => ({ id, statements: statementsOf(template, id) })),
);
const everyAction = roles.flatMap(({ statements }) => statements.flatMap(actionsOf));

test("no role may scan or use PartiQL", () => {
  expect(everyAction.filter((action) => /^dynamodb:(Scan|PartiQL)/i.test(action))).toEqual([]);
});

test("no role has a wildcard action", () => {
  expect(everyAction.filter((action) => action.includes("*"))).toEqual([]);
});

test("no role may delete from the table but what is only kept for a while", () => {
  const deleting = roles.flatMap(({ statements }) => statements).filter((one) => actionsOf(one).some(deletes));
  expect(deleting.length).toBeGreaterThan(0);
  for (const { Condition } of deleting) {
    const { "ForAllValues:StringLike": limits } = Condition as Record<string, Record<string, string[]>>;
    for (const begins of limits?.["dynamodb:LeadingKeys"] ?? ["*"])
      expect(begins).toMatch(/^(REQUEST|SENT|HELD|SOCKETS|CONNECTION|SOCKETTICKET|WORDS)#\*$/);
  }
});

test("no two Lambdas share a role", () => {
  const used = functions.map(({ properties }) => JSON.stringify(properties.Role));
  expect(new Set(used).size).toBe(functions.length);
});

test("none of our Lambdas relies on a policy that AWS manages", () => {
  const managed = everyTemplate(production)
    .flatMap((template) => resourcesOf(template, "AWS::IAM::Role"))
    .filter(([id, { Properties }]) => Properties.ManagedPolicyArns && !id.startsWith("AWSCDKTrigger"));
  expect(managed).toEqual([]);
});

test("only Lambdas assume the roles of Lambdas, and each other service its one role", () => {
  const trusted = everyTemplate(production)
    .flatMap((template) => resourcesOf(template, "AWS::IAM::Role"))
    .map(([, { Properties }]) => JSON.stringify(Properties.AssumeRolePolicyDocument))
    .map((policy) => policy.match(/"Principal":\{"Service":"([\w.-]+)\.amazonaws\.com"\}/)?.[1]);
  expect(trusted.filter((service) => service !== "lambda").sort()).toEqual([
    "apigateway",
    "malware-protection-plan.guardduty",
    "states",
  ]);
});

test("no Lambda may publish SMS through a topic, or to a topic that is not ours", () => {
  const publishing = functions.flatMap(({ entry, statements }) =>
    statements.filter((one) => actionsOf(one).includes("sns:Publish")).map((one) => [entry, one] as const),
  );
  expect(publishing.map(([entry]) => entry).sort()).toEqual(["events/digest", "events/notifySms", "events/publish"]);
  for (const [entry, { Resource, NotResource }] of publishing) {
    if (entry === "events/publish") expect(Resource).toEqual({ Ref: expect.stringContaining("Events") });
    else expect(JSON.stringify({ Resource, NotResource })).toMatch(/^\{"NotResource":.*:sns:\*:\*:\*/);
  }
});

test("e-mail leaves from the one configured address only", () => {
  const sending = functions.flatMap(({ statements }) =>
    statements.filter((one) => actionsOf(one).some((action) => action.startsWith("ses:"))),
  );
  expect(sending).toHaveLength(2);
  for (const { Condition, Resource } of sending) {
    expect(Condition).toEqual({ StringEquals: { "ses:FromAddress": { Ref: "MailFrom" } } });
    // In the sandbox of SES, whoever is written to is an identity as well, and SES asks for leave for that one too.
    expect(JSON.stringify(Resource)).toContain(":identity/*");
    expect(JSON.stringify(Resource)).toContain(":configuration-set/");
  }
});

test("no role reads or writes files but of the one bucket, by prefix, and none may tag them", () => {
  for (const { id, statements } of roles)
    for (const statement of statements.filter((one) => actionsOf(one).some((action) => action.startsWith("s3:")))) {
      if (/^(MalwareScan|WebContent)/.test(id) || actionsOf(statement).join() === "s3:ListBucket") continue;
      expect(actionsOf(statement).join(), id).toMatch(
        /^(,?s3:((Put|Get|Delete)Object(Version)?|AbortMultipartUpload))+$/,
      );
      expect(JSON.stringify(statement.Resource), id).toMatch(/Files.*Arn.*"\/(uploads|files|exports)\/\*"/);
    }
});

test("nobody's sign-in can be changed but in the one pool, and no password is set by a Lambda", () => {
  const managing = roles.flatMap(({ statements }) =>
    statements.filter((one) => actionsOf(one).some((action) => action.startsWith("cognito-idp:"))),
  );
  expect(managing.length).toBeGreaterThan(0);
  for (const statement of managing) {
    expect(JSON.stringify(statement.Resource)).toMatch(/Users.*Arn/);
    expect(actionsOf(statement)).not.toContain("cognito-idp:AdminSetUserPassword");
  }
});

test.each(functions)("$entry writes its own log only", ({ statements, properties }) => {
  const log = (properties.LoggingConfig as { LogGroup: { Ref: string } }).LogGroup.Ref;
  const logging = statements.filter((one) => actionsOf(one).some((action) => action.startsWith("logs:")));
  expect(logging).toEqual([
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: { "Fn::GetAtt": [log, "Arn"] },
    },
  ]);
});

describe("in the request path", () => {
  test("nothing may call Step Functions", () => {
    const calling = functions.filter(({ statements }) =>
      statements.flatMap(actionsOf).some((action) => action.startsWith("states:")),
    );
    expect(calling.map(({ entry }) => entry).filter((entry) => !entry.startsWith("approvals/"))).toEqual([]);
  });

  test("a public route may do nothing but write its log", () => {
    for (const name of ["api/getHealth", "api/getOpenapi", "http/unknownRoute"])
      expect(functions.find(({ entry }) => entry === name)?.statements, name).toHaveLength(1);
  });
});

function deletes(action: string): boolean {
  return /^dynamodb:(Delete|BatchWrite)/.test(action);
}
