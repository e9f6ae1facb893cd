import { Validations } from "aws-cdk-lib";
import { newApp } from "../lib/assembly.ts";
import { entriesOf } from "../lib/bundling/entries.ts";
import { desk } from "../lib/desk.ts";
import { readSettings } from "../lib/settings.ts";

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
  if (!settings.appUrl)
    console.warn(
      "No -c appUrl=https://...: links in e-mail lead nowhere, and browsers may not upload or open sockets. " +
        "The output ClientUrl of the stack web is an address for it: deploy once more with that.",
    );
  const bundles = "dist/functions";
  const [client] = await Promise.all([builtClient(), bundle(entriesOf(settings), bundles)]);
  desk(app, { ...settings, bundles, client });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
app.synth();
