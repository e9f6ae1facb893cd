import { readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";

type Options = { outdir?: string; context?: Record<string, unknown> };

/** The CDK app, under the feature flags of cdk.json whether the `cdk` command started it or not. */
export const newApp = ({ outdir, context }: Options = {}): App =>
  new App({
    analyticsReporting: false,
    treeMetadata: false,
    context: { ...JSON.parse(readFileSync("cdk.json", "utf8")).context, ...context },
    ...(outdir && { outdir }),
  });
