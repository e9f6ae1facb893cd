import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Answers findings of cdk-nag about a construct and all below it: each by its exact id, with the reason why it stays. */
export const acknowledge = (construct: IConstruct, reasons: Record<string, string>): void =>
  Validations.of(construct).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
