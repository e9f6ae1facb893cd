import { CfnParameter } from "aws-cdk-lib";
import type { Construct } from "constructs";

/**
 * An e-mail address that is asked for at deployment. One that is set goes into the template as it is, and not as this parameter's
 * default: the `cdk` command gives a parameter that a stack has already its last value again, whatever its default has become.
 */
export const askedAddress = (scope: Construct, id: string, description: string): string =>
  new CfnParameter(scope, id, {
    description,
    allowedPattern: "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$",
    constraintDescription: "must be an e-mail address",
  }).valueAsString;
