import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { newApp } from "../../lib/assembly.ts";
import { desk } from "../../lib/desk.ts";
import { readSettings } from "../../lib/settings.ts";

export type Statement = {
  Effect: string;
  Action: string | string[];
  Resource?: unknown;
  NotResource?: unknown;
  Condition?: Record<string, unknown>;
};
export type Resource = { Type: string; Properties: Record<string, unknown>; DeletionPolicy?: string };
export type Templates = Record<"data" | "approvals" | "notifications" | "api" | "web" | "monitoring", Template>;

/** The app as it would be deployed, but for the code: the sources stand for their bundles. */
export function appOf(context: Record<string, unknown> = {}): App {
  process.env.CDK_VALIDATION = "false"; // `cdk synth` and cfn-lint look for what CloudFormation would refuse
  // The files of assets are not copied: no test looks at them, and the tool that fills the web client's bucket is large.
  const noCopies = { "aws:cdk:disable-asset-staging": true };
  const app = newApp({ outdir: join(tmpdir(), `synthesized-${randomUUID()}`), context: { ...noCopies, ...context } });
  desk(app, readSettings(app.node));
  return app;
}

/** Production with every option on. */
export const everything = { stage: "production", malwareScan: true };

export const stacksOf = (app: App): Stack[] => app.node.children as Stack[];

/** Made once for each context: all files of this project share them, and none changes them. */
export function synthesize(context: Record<string, unknown> = {}): Templates {
  const name = JSON.stringify(context);
  const templates = known.get(name) ?? templatesOf(context);
  known.set(name, templates);
  return templates;
}
const known = new Map<string, Templates>();

function templatesOf(context: Record<string, unknown>): Templates {
  const app = appOf(context);
  const named = stacksOf(app).map((stack) => [stack.stackName.split("-").at(-1), Template.fromStack(stack)]);
  rmSync(app.outdir, { recursive: true });
  return Object.fromEntries(named) as Templates;
}

/** All resources of one type, or of all types, by logical id. */
export const resourcesOf = (template: Template, type?: string): [string, Resource][] =>
  Object.entries<Resource>(template.toJSON().Resources).filter(([, { Type }]) => !type || Type === type);

export const everyTemplate = (templates: Templates): Template[] => Object.values(templates);

/** What a role may do: its inline policies and those attached to it. */
export function statementsOf(template: Template, roleId: string): Statement[] {
  type Policy = { PolicyDocument: { Statement: Statement[] } };
  const role = resourcesOf(template).find(([id]) => id === roleId)?.[1].Properties;
  const attached = resourcesOf(template, "AWS::IAM::Policy")
    .map(([, { Properties }]) => Properties as Policy & { Roles: { Ref: string }[] })
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === roleId));
  return [...((role?.Policies ?? []) as Policy[]), ...attached].flatMap((policy) => policy.PolicyDocument.Statement);
}

export const actionsOf = ({ Action }: Statement): string[] => [Action].flat();

export type FunctionFound = {
  entry: string;
  environment: string[];
  statements: Statement[];
  properties: Record<string, unknown>;
};

/** Our own functions, not those that CDK adds for its ends. */
export const functionsOf = (templates: Templates): FunctionFound[] =>
  everyTemplate(templates).flatMap((template) =>
    resourcesOf(template, "AWS::Lambda::Function")
      .filter(([, { Properties }]) => String(Properties.Handler).includes("/"))
      .map(([, { Properties }]) => {
        const { Handler, Role, Environment } = Properties as {
          Handler: string;
          Role: { "Fn::GetAtt": [string, string] };
          Environment?: { Variables: Record<string, unknown> };
        };
        return {
          entry: Handler.replace(/\.handler$/, ""),
          environment: Object.keys(Environment?.Variables ?? {}).sort(),
          statements: statementsOf(template, Role["Fn::GetAtt"][0]),
          properties: Properties,
        };
      }),
  );
