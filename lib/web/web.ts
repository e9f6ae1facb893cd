import { CfnOutput, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  Distribution,
  HttpVersion,
  type IDistribution,
  type IOrigin,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
} from "aws-cdk-lib/aws-cloudfront";
import { S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Api } from "../api/api.ts";
import type { Data } from "../data/data.ts";
import { acknowledge } from "../nag.ts";
import type { Sockets } from "../notifications/sockets.ts";
import type { Settings } from "../settings.ts";
import { apiBehavior, clientBehavior, nameOf } from "./webBehaviors.ts";
import { deployClient } from "./webContent.ts";

type Props = { settings: Settings; data: Data; sockets: Sockets; api: Api };

/** The web client and the API on one domain: files from a bucket that nobody else reads, /v1 from the API. */
export class Web extends Construct {
  constructor(stack: Stack, { settings, data, sockets, api }: Props) {
    super(stack, "Web");
    const bucket = this.makeBucket();
    const { region, urlSuffix } = stack;
    const signIn = `https://cognito-idp.${region}.${urlSuffix}`;
    const distribution = new Distribution(this, "Distribution", {
      comment: stack.stackName,
      defaultRootObject: "index.html",
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: clientBehavior(this, this.originOf(bucket), [
        signIn,
        sockets.origin,
        `https://${data.files.bucketRegionalDomainName}`,
      ]),
      additionalBehaviors: { "/v1/*": apiBehavior(this, api.domain) },
      errorResponses: kept.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      ...this.ownDomain(settings),
    });
    acknowledge(distribution, reasons(settings));
    bucket.addToResourcePolicy(maySayWhatIsMissing(bucket, distribution));
    const address = settings.certificateArn ? new URL(settings.appUrl ?? "").origin : addressOf(distribution);
    deployClient(this, {
      settings,
      bucket,
      config: {
        apiUrl: address,
        auth: {
          endpoint: `${signIn}/`,
          region,
          userPoolId: data.userPool.userPoolId,
          clientId: data.userPoolClient.userPoolClientId,
        },
      },
    });
    new CfnOutput(stack, "ClientUrl", { value: address });
    new CfnOutput(stack, "DistributionDomain", { value: distribution.distributionDomainName });
  }

  /** Holds what every deployment brings anew. */
  private makeBucket(): IBucket {
    const bucket = new Bucket(this, "Files", {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    acknowledge(bucket, {
      "AwsSolutions-S1": "Holds the client's public files, and only the distribution reads them.",
    });
    return bucket as IBucket;
  }

  /** Only the distribution is let in. */
  private originOf(bucket: IBucket): IOrigin {
    const originAccessControlName = nameOf(this, "s3");
    const originAccessControl = new S3OriginAccessControl(this, "Access", { originAccessControlName });
    return S3BucketOrigin.withOriginAccessControl(bucket, { originAccessControl });
  }

  private ownDomain({ certificateArn, appUrl }: Settings) {
    if (!certificateArn) return {};
    return {
      certificate: Certificate.fromCertificateArn(this, "Certificate", certificateArn),
      domainNames: [new URL(appUrl ?? "").hostname],
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }
}

/**
 * What CloudFront keeps for ten seconds unless told, whatever the answer itself says, and gives to everybody who asks for the
 * same path: one request that failed would be everybody's.
 */
const kept = [404, 405, 414, 500, 501, 502, 503, 504];

/** Who may not list is told 403 of a file that is not there. Nobody gets a list: the root is rewritten to a page. */
const maySayWhatIsMissing = ({ bucketArn }: IBucket, { distributionArn }: Distribution): PolicyStatement =>
  new PolicyStatement({
    principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
    actions: ["s3:ListBucket"],
    resources: [bucketArn],
    conditions: { StringEquals: { "AWS:SourceArn": distributionArn } },
  });

const addressOf = ({ distributionDomainName }: IDistribution): string => `https://${distributionDomainName}`;

const reasons = ({ certificateArn }: Settings): Record<string, string> => ({
  "AwsSolutions-CFR1": "People of an organisation travel; where they may sign in from is not ours to say.",
  "AwsSolutions-CFR2": "A firewall costs more a month than all the rest; the API is throttled and asks for sign-in.",
  "AwsSolutions-CFR3": "The API logs each request to it; who fetched the client's public files is not worth keeping.",
  ...(!certificateArn && {
    "AwsSolutions-CFR4": "CloudFront's own certificate allows no choice; with certificateArn it is TLSv1.2_2021.",
  }),
});
