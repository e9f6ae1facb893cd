import { readFileSync } from "node:fs";
import { Match } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import { filePrefixes } from "../../lib/data/files.ts";
import { actionsOf, resourcesOf, statementsOf, synthesize } from "./synthesized.ts";

const production = synthesize({
  stage: "production",
  appUrl: "https://desk.example.org/app",
  allowedOrigins: "https://m.example.org",
  malwareScan: true,
});
const { data, notifications } = production;
const buckets = resourcesOf(data, "AWS::S3::Bucket");
const [filesId, files] = buckets.find(([, { Properties }]) => Properties.VersioningConfiguration)!;
type Rule = Record<string, unknown> & { Prefix?: string };
const rules = (files.Properties.LifecycleConfiguration as { Rules: Rule[] }).Rules;

test("files lie where the handlers put them", () => {
  const written = [...readFileSync("functions/store/files.ts", "utf8").matchAll(/`(\w+\/)\$\{\w+\}/g)];
  expect(written.map(([, prefix]) => prefix).sort()).toEqual(Object.values(filePrefixes).sort());
});

test("nothing in a bucket is public, and all of it is encrypted", () => {
  expect(buckets).toHaveLength(2);
  for (const [id, { Properties }] of buckets)
    expect(Properties, id).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
    });
});

test("nobody can read a bucket without TLS, or with an old one", () => {
  for (const [id] of buckets)
    data.hasResourceProperties("AWS::S3::BucketPolicy", {
      Bucket: { Ref: id },
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Deny",
            Action: "s3:*",
            Principal: { AWS: "*" },
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
          Match.objectLike({ Effect: "Deny", Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } }),
        ]),
      },
    });
});

test("files survive the deletion of the stack in production, and only there", () => {
  expect(files.DeletionPolicy).toBe("Retain");
  const kept = resourcesOf(synthesize().data, "AWS::S3::Bucket").map(([, { DeletionPolicy }]) => DeletionPolicy);
  expect(kept).toEqual(["Delete", "Delete"]);
});

test("uploads that nobody completes and exports are gone after a day, and no other file ever expires", () => {
  expect(files.Properties.VersioningConfiguration).toEqual({ Status: "Enabled" });
  expect(rules.filter((rule) => rule.ExpirationInDays)).toMatchObject([
    { Prefix: "uploads/", ExpirationInDays: 1, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    { Prefix: "exports/", ExpirationInDays: 1, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
  ]);
  expect(rules).toContainEqual(
    expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: "Enabled" }),
  );
});

test("what was deleted can be brought back for seven days", () => {
  const deleted = rules.filter((rule) => !rule.Prefix && rule.NoncurrentVersionExpiration);
  expect(deleted).toMatchObject([
    { NoncurrentVersionExpiration: { NoncurrentDays: 7 }, ExpiredObjectDeleteMarker: true, Status: "Enabled" },
  ]);
});

test("browsers upload from the client's own origin and those that are named, and from nowhere else", () => {
  expect(files.Properties.CorsConfiguration).toMatchObject({
    CorsRules: [
      { AllowedOrigins: ["https://desk.example.org", "https://m.example.org"], AllowedMethods: ["POST", "GET"] },
    ],
  });
  const [unnamed] = resourcesOf(synthesize().data, "AWS::S3::Bucket")
    .map(([, { Properties }]) => Properties)
    .filter(({ VersioningConfiguration }) => VersioningConfiguration);
  expect(unnamed).not.toHaveProperty("CorsConfiguration");
});

test("every download is logged, and the log ends", () => {
  const [logId, log] = buckets.find(([id]) => id !== filesId)!;
  expect(files.Properties.LoggingConfiguration).toEqual({ DestinationBucketName: { Ref: logId } });
  expect(log.Properties.LifecycleConfiguration).toMatchObject({ Rules: [{ ExpirationInDays: 90 }] });
});

test("each kept file is scanned where that is chosen, and nothing is where not", () => {
  notifications.hasResourceProperties("AWS::GuardDuty::MalwareProtectionPlan", {
    ProtectedResource: { S3Bucket: { ObjectPrefixes: ["files/"] } },
  });
  notifications.hasResourceProperties("AWS::Events::Rule", {
    EventPattern: {
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
      detail: { s3ObjectDetails: { bucketName: [Match.anyValue()] } },
    },
    Targets: [{ Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("scanVerdict"), "Arn"] } }],
  });
  synthesize().notifications.resourceCountIs("AWS::GuardDuty::MalwareProtectionPlan", 0);
});

test("a verdict that cannot be written down is tried again, and then kept", () => {
  notifications.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
    MaximumRetryAttempts: 2,
    DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
  });
});

test("a file waits for its verdict where the scan is chosen, and only there", () => {
  const scans = (context: object) =>
    resourcesOf(synthesize({ ...context }).api, "AWS::Lambda::Function")
      .filter(([, { Properties }]) => Properties.Handler === "api/completeUpload.handler")
      .map(([, { Properties }]) => (Properties.Environment as { Variables: Record<string, unknown> }).Variables);
  expect(scans({ malwareScan: true })).toMatchObject([{ MALWARE_SCAN: "true" }]);
  expect(scans({})).toMatchObject([{ MALWARE_SCAN: "false" }]);
});

test("the scanner may read each version of a kept file, hear of new ones, and change none", () => {
  const [role] = resourcesOf(notifications, "AWS::IAM::Role").find(([id]) => id.includes("Scanner"))!;
  const reading = statementsOf(notifications, role).find(({ Resource }) =>
    JSON.stringify(Resource).includes("/files/*"),
  );
  expect(reading?.Action).toEqual(["s3:GetObject", "s3:GetObjectVersion"]);
  expect(statementsOf(notifications, role).flatMap(actionsOf)).toEqual(
    expect.arrayContaining([
      "events:PutRule",
      "events:PutTargets",
      "s3:GetBucketNotification",
      "s3:PutBucketNotification",
    ]),
  );
  const writing = statementsOf(notifications, role).filter(({ Action }) => /Put|Delete/.test(JSON.stringify(Action)));
  for (const { Resource } of writing.filter(({ Action }) => JSON.stringify(Action).includes("s3:PutObject")))
    expect(JSON.stringify(Resource)).toContain("/malware-protection-resource-validation-object");
  expect(JSON.stringify(writing)).not.toMatch(/s3:Delete|Tagging/);
});
