import { DefaultStackSynthesizer, Stack } from "aws-cdk-lib";
import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnBucket, IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, type ISource, Source } from "aws-cdk-lib/aws-s3-deployment";
import type { Construct } from "constructs";
import { logs } from "../logs.ts";
import { acknowledge } from "../nag.ts";
import type { Settings } from "../settings.ts";
import { cacheControl } from "./webHeaders.ts";

type Props = { settings: Settings; bucket: IBucket; config: object };

/**
 * Puts the built client into the bucket: first what is named by its content, then the pages that name it. What an older
 * version was made of stays, for those who still have its page open.
 */
export function deployClient(scope: Construct, { settings, bucket, config }: Props): void {
  const client = builtClient(settings);
  const logGroup = logs(scope, "ContentLog", settings);
  const role = copier(scope, bucket, logGroup);
  const shared = { destinationBucket: bucket, memoryLimit: 512, logGroup, role };
  const assets = new BucketDeployment(scope, "Assets", {
    ...shared,
    sources: [client],
    exclude: ["*"],
    include: ["assets/*"],
    prune: false,
    cacheControl: [CacheControl.fromString(cacheControl.named)],
  });
  const pages = new BucketDeployment(scope, "Pages", {
    ...shared,
    sources: [client, Source.jsonData("config.json", config)],
    exclude: ["assets/*"],
    cacheControl: [CacheControl.fromString(cacheControl.other)],
  });
  pages.node.addDependency(assets);
  acknowledgeRuntime(scope);
}

/** A page that is empty stands for the client where nothing was built: in tests. */
const builtClient = ({ client }: Settings): ISource =>
  client ? Source.asset(client, { exclude: [".vite"] }) : Source.data("index.html", "");

/** What CDK's own Lambda copies as. By hand: what CDK would grant has wildcards, and the log of every other Lambda. */
function copier(scope: Construct, bucket: IBucket, log: LogGroup): IRole {
  const stack = Stack.of(scope);
  const qualifier = stack.synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  const staged = (partition: string, account: string, region: string) =>
    `arn:${partition}:s3:::cdk-${qualifier}-assets-${account}-${region}/*`;
  const role = new Role(scope, "ContentRole", {
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: {
      may: new PolicyDocument({
        statements: [
          allow([log.logGroupArn], "logs:CreateLogStream", "logs:PutLogEvents"),
          allow([staged(stack.partition, stack.account, stack.region)], "s3:GetObject"),
          allow([bucket.bucketArn], "s3:ListBucket"),
          allow([bucket.arnForObjects("*")], "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
        ],
      }),
    },
  });
  const files = `<${stack.getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>/*`;
  acknowledge(role, {
    [`AwsSolutions-IAM5[Resource::${staged("<AWS::Partition>", "<AWS::AccountId>", "<AWS::Region>")}]`]:
      "Reads what CDK has staged, whose names are hashes.",
    [`AwsSolutions-IAM5[Resource::${files}]`]: "All files of this one bucket are the client's.",
  });
  return role.withoutPolicyUpdates();
}

const allow = (resources: string[], ...actions: string[]) => new PolicyStatement({ actions, resources });

/** The Lambda is CDK's, one for both; it stands beside this construct, not in it. */
function acknowledgeRuntime(scope: Construct): void {
  const own = Stack.of(scope).node.children.filter(({ node }) => node.id.startsWith("Custom::CDKBucketDeployment"));
  for (const lambda of own)
    acknowledge(lambda, { "AwsSolutions-L1": "Which runtime it has comes with the version of CDK." });
}
