import { describe, expect, test } from "vitest";
import { actionsOf, everyTemplate, functionsOf, resourcesOf, statementsOf, synthesize } from "./synthesized.ts";

const production = synthesize({ stage: "production" });
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

test("no role may delete from the table but what an Idempotency-Key has left", () => {
  const deleting = roles.flatMap(({ statements }) => statements).filter((one) => actionsOf(one).some(deletes));
  expect(deleting.length).toBeGreaterThan(0);
  for (const { Condition } of deleting)
    expect(Condition).toEqual({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["REQUEST#*"] } });
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

test("only Lambdas assume the roles of Lambdas, and only Step Functions the machine's", () => {
  const trusted = everyTemplate(production)
    .flatMap((template) => resourcesOf(template, "AWS::IAM::Role"))
    .map(([, { Properties }]) => JSON.stringify(Properties.AssumeRolePolicyDocument));
  for (const policy of trusted) expect(policy).toMatch(/"Service":"(lambda|states)\.amazonaws\.com"/);
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
