import { Duration } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { CfnVersion } from "aws-cdk-lib/aws-lambda";
import { Trigger } from "aws-cdk-lib/triggers";
import { Construct } from "constructs";
import { askedAddress } from "../askedAddress.ts";
import { type Data, tableEnvironment } from "../data/data.ts";
import { manages } from "../data/identity.ts";
import { commits } from "../grants.ts";
import { Handler } from "../handler.ts";
import type { Settings } from "../settings.ts";

type Props = { settings: Settings; data: Data };

/** Runs once with each deployment that changes it: the signing key, the shipped categories, the first admin. */
export class Bootstrap extends Construct {
  constructor(scope: Construct, { settings, data }: Props) {
    super(scope, "Bootstrap");
    const { table, userPool } = data;
    const email = settings.adminEmail ?? askedAddress(scope, "AdminEmail", whoIsAdmin);
    const handler = new Handler(this, "Run", {
      settings,
      entry: "store/bootstrap",
      timeout: Duration.minutes(1),
      environment: {
        ...tableEnvironment(settings, data),
        USER_POOL_ID: userPool.userPoolId,
        FIRST_ADMIN_EMAIL: email,
      },
      may: [
        new PolicyStatement({ actions: ["dynamodb:GetItem"], resources: [table.tableArn] }),
        commits(table),
        manages(userPool, "CreateUser", "GetUser"),
      ],
    });
    // A trigger runs again where its version is a new one, and a version does not notice that a parameter has changed.
    const version = handler.currentVersion.node.defaultChild as CfnVersion;
    version.description = email;
    new Trigger(this, "OnDeploy", { handler });
  }
}

const whoIsAdmin = "The address of the first admin, who is sent a temporary password";
