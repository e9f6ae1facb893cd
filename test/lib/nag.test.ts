import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { expect, test } from "vitest";
import { appOf } from "./synthesized.ts";

const app = appOf({ stage: "production", allowedOrigins: "https://desk.example.org", malwareScan: true });
const acknowledged = app.node.findAll().flatMap((construct) =>
  construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .map(([id, reason]) => ({ path: construct.node.path, id: id.replace(/^\w+::(?=AwsSolutions)/, ""), reason })),
);

test.each(["dev", "production"])("nag has no unexplained finding in %s", (stage) => {
  expect(findingsIn(appOf({ stage, malwareScan: true, openSearch: true }))).toEqual([]);
});

test("every explanation is one", () => {
  expect(acknowledged.length).toBeGreaterThan(0);
  for (const { path, id, reason } of acknowledged) expect(reason, `${path} ${id}`).toMatch(/^\S+( \S+){4,}\.$/);
});

test("every explanation answers a finding that is still there", () => {
  const pack = Object.assign(new AwsSolutionsChecks(app), { isAcknowledged: () => false });
  const findings = findingsIn(app, pack);
  const stale = acknowledged.filter(
    ({ path, id }) => !findings.some((finding) => finding.id === id && finding.path.startsWith(`${path}/`)),
  );
  expect(stale).toEqual([]);
});

/** Looks at the app as `cdk synth` does: once what one stack takes from another has got its name there. */
function findingsIn(scope: App, pack = new AwsSolutionsChecks(scope)) {
  scope.synth();
  return pack
    .validateScope(scope)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ id: ruleName, path: constructPath ?? "" })),
    );
}
