import { Validations } from "aws-cdk-lib";
import { newApp } from "../lib/assembly.ts";
import { desk } from "../lib/desk.ts";
import { entries } from "../lib/entries.ts";
import { readSettings } from "../lib/settings.ts";

const app = newApp();
const settings = readSettings(app.node);

if (settings.local) {
  process.env.CDK_VALIDATION = "false"; // a second of every start, for a template that is never deployed
  desk(app, settings);
} else {
  const [{ bundle }, { AwsSolutionsChecks }] = await Promise.all([import("../lib/bundle.ts"), import("cdk-nag")]);
  const bundles = "dist/functions";
  await bundle(entries, bundles);
  desk(app, { ...settings, bundles });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
app.synth();
