import type { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Settings } from "../settings.ts";

/** What a Lambda that sends SMS is told. */
export const textEnvironment = ({ smsPerPersonADay, smsADay, smsCodes }: Settings): Record<string, string> => ({
  SMS_PER_PERSON_A_DAY: String(smsPerPersonADay),
  SMS_A_DAY: String(smsADay),
  SMS_CODES: smsCodes.join(","),
});

/** Permission to send to a telephone number: it has no ARN, and all that has one is left out. */
export const smsPermission = ({ partition }: Stack): PolicyStatement =>
  new PolicyStatement({ actions: ["sns:Publish"], notResources: [`arn:${partition}:sns:*:*:*`] });
