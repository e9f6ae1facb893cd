import { Validations } from "aws-cdk-lib";
import { newApp } from "../lib/assembly.ts";
import { entriesOf } from "../lib/bundling/entries.ts";
import { desk } from "../lib/desk.ts";
import { doubtAbout, readSettings } from "../lib/settings.ts";

const app = newApp();
const settings = readSettings(app.node);

if (settings.local) {
  process.env.CDK_VALIDATION = "false"; // a second of every start, for a template that is never deployed
  desk(app, settings);
} else {
  const [{ bundle }, { AwsSolutionsChecks }, { builtClient }] = await Promise.all([
    import("../lib/bundling/bundle.ts"),
    import("cdk-nag"),
    import("../local/gateway/webBuild.ts"),
  ]);
  const doubt = doubtAbout(settings);
  if (doubt) console.warn(doubt);
  const bundles = "dist/functions";
  const [client] = await Promise.all([builtClient(), bundle(entriesOf(settings), bundles)]);
  desk(app, { ...settings, bundles, client });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
app.synth();
