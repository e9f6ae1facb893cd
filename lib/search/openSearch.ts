import { CfnOutput, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { CfnAccessPolicy, CfnCollection, CfnSecurityPolicy } from "aws-cdk-lib/aws-opensearchserverless";
import { CfnPipeline } from "aws-cdk-lib/aws-osis";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Data } from "../data/data.ts";
import { logs } from "../logs.ts";
import { acknowledge } from "../nag.ts";
import { inProduction, type Settings } from "../settings.ts";
import { pipelineOf } from "./openSearchPipeline.ts";
import { pipelineRole } from "./openSearchRole.ts";

type Props = { settings: Settings; data: Data };

/**
 * For organisations that outgrow the words in the table: all tickets in an OpenSearch Serverless collection, loaded once
 * and kept up by a pipeline. Off unless asked for: the units of both are charged by the hour, used or not.
 */
export class OpenSearch extends Construct {
  constructor(stack: Stack, { settings, data }: Props) {
    super(stack, "OpenSearch");
    const name = nameOf(settings);
    const collection = this.makeCollection(name, settings);
    const passage = this.makePassage();
    const role = pipelineRole(this, { table: data.table, collection, passage });
    const access = new CfnAccessPolicy(this, "Access", {
      name,
      type: "data",
      policy: stack.toJsonString([
        {
          Principal: [role.roleArn],
          Rules: [{ ResourceType: "index", Resource: [`index/${name}/*`], Permission: feeding }],
        },
      ]),
    });
    const pipeline = new CfnPipeline(this, "Pipeline", {
      pipelineName: name,
      minUnits: 1,
      maxUnits: 4,
      pipelineRoleArn: role.roleArn,
      pipelineConfigurationBody: stack.toJsonString(
        pipelineOf({
          region: stack.region,
          table: data.table,
          bucket: passage.bucketName,
          host: collection.attrCollectionEndpoint,
        }),
      ),
      logPublishingOptions: {
        isLoggingEnabled: true,
        cloudWatchLogDestination: { logGroup: this.logName(settings) },
      },
    });
    pipeline.node.addDependency(access, role);
    new CfnOutput(stack, "SearchEndpoint", { value: collection.attrCollectionEndpoint });
  }

  /** Reached over the internet, by roles that its data policies name: whoever shall search gets a policy of their own. */
  private makeCollection(name: string, settings: Settings): CfnCollection {
    const Rules = [{ ResourceType: "collection", Resource: [`collection/${name}`] }];
    const policies = [
      this.policy("Encryption", name, { Rules, AWSOwnedKey: true }),
      this.policy("Network", name, [{ Rules, AllowFromPublic: true }]),
    ];
    const collection = new CfnCollection(this, "Collection", {
      name,
      type: "SEARCH",
      standbyReplicas: inProduction(settings) ? "ENABLED" : "DISABLED",
    });
    collection.node.addDependency(...policies);
    return collection;
  }

  private policy(kind: "Encryption" | "Network", name: string, policy: object): CfnSecurityPolicy {
    return new CfnSecurityPolicy(this, kind, { name, type: kind.toLowerCase(), policy: JSON.stringify(policy) });
  }

  /** Where the table is exported to once, and where what the collection refuses lies for two weeks. */
  private makePassage(): Bucket {
    const passage = new Bucket(this, "Passage", {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(14), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    acknowledge(passage, {
      "AwsSolutions-S1": "Only the pipeline reads and writes it, and its log says what it does.",
    });
    return passage;
  }

  private logName(settings: Settings): string {
    return logs(this, "Log", settings, "OpenSearchIngestion").logGroupName;
  }
}

/** The shortest of what pipelines, collections and policies may be called. */
const longestName = 28;
/** Of a long name the stage stays: each has a collection of its own. */
const nameOf = ({ name, stage }: Settings): string => `${name.slice(0, longestName - stage.length - 1)}-${stage}`;
const feeding = ["aoss:CreateIndex", "aoss:UpdateIndex", "aoss:DescribeIndex", "aoss:WriteDocument"];
