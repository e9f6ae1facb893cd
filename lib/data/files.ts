import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { clientOrigins, inProduction, type Settings } from "../settings.ts";

/** Where an upload lies until it is looked at, where an attachment lies from then on, and where exports lie. */
export const filePrefixes = { upload: "uploads/", kept: "files/", export: "exports/" } as const;

/** The attachments and exports. Nobody reaches them but by an address that a Lambda has signed, for seconds. */
export function makeFiles(scope: Construct, id: string, settings: Settings): Bucket {
  const log = new Bucket(scope, `${id}Log`, {
    ...closed(settings),
    lifecycleRules: [{ id: "Old", expiration: Duration.days(90) }],
  });
  const props: BucketProps = {
    ...closed(settings),
    versioned: true,
    cors: corsOf(settings),
    lifecycleRules: [
      aDay("AbandonedUploads", filePrefixes.upload),
      aDay("Exports", filePrefixes.export),
      { id: "UnfinishedUploads", abortIncompleteMultipartUploadAfter: Duration.days(1) },
      { id: "Deleted", noncurrentVersionExpiration: Duration.days(7), expiredObjectDeleteMarker: true },
    ],
  };
  return new Bucket(scope, id, { ...props, serverAccessLogsBucket: log as IBucket });
}

const aDay = (id: string, prefix: string): LifecycleRule => ({
  id,
  prefix,
  expiration: Duration.days(1),
  noncurrentVersionExpiration: Duration.days(1),
});

const closed = (settings: Settings): BucketProps => ({
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: inProduction(settings) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
});

/** Browsers upload by a form from the web client's own origin, and read whether that went well. */
function corsOf(settings: Settings) {
  const allowedOrigins = clientOrigins(settings);
  if (allowedOrigins.length === 0) return [];
  return [{ allowedOrigins, allowedMethods: [HttpMethods.POST, HttpMethods.GET], allowedHeaders: ["*"], maxAge: 3600 }];
}
