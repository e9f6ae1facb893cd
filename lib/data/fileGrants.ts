import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Right } from "../grants.ts";
import { filePrefixes } from "./files.ts";

type Action =
  | "PutObject"
  | "GetObject"
  | "GetObjectVersion"
  | "DeleteObject"
  | "DeleteObjectVersion"
  | "AbortMultipartUpload";

/** What a Lambda may do with files of one kind; by hand, for `bucket.grantPut` and its like also allow tags and more. */
export function handles(files: Bucket, kind: keyof typeof filePrefixes, ...actions: Action[]): HandlesFiles {
  const pattern = `${filePrefixes[kind]}*`;
  return {
    statement: new PolicyStatement({
      actions: actions.map((action) => `s3:${action}`),
      resources: [files.arnForObjects(pattern)],
    }),
    acknowledged: {
      [`AwsSolutions-IAM5[Resource::${exportedArn(files)}/${pattern}]`]:
        "All files of one kind: their names are made up.",
    },
  };
}

/** What the bucket's ARN is called in the other stacks, and so in what is found there. */
const exportedArn = ({ stack, bucketArn }: Bucket): string =>
  stack.resolve(stack.exportValue(bucketArn))["Fn::ImportValue"];

/** Permission to learn that a file is not there: S3 answers 403 instead of 404 to who may not list the bucket. */
export const finds = (files: Bucket): PolicyStatement =>
  new PolicyStatement({ actions: ["s3:ListBucket"], resources: [files.bucketArn] });

type HandlesFiles = Exclude<Right, PolicyStatement>;
