import { readFileSync } from "node:fs";
import { ArnFormat, Stack } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { DefinitionBody, LogLevel, StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { type Data, tableEnvironment } from "../data/data.ts";
import { type Right, reads, writes } from "../grants.ts";
import { Handler } from "../handler.ts";
import { logs } from "../logs.ts";
import { acknowledge } from "../nag.ts";
import type { Settings } from "../settings.ts";
import { approvalEnvironment } from "./approvalEnvironment.ts";

type Props = { settings: Settings; data: Data };

/** The state machine of approvalMachine.asl.json with the Lambdas that it calls: one execution per round of approval. */
export class ApprovalMachine extends Construct {
  private readonly machineName = `${Stack.of(this).stackName}-machine`;
  /** Made from the name, not asked from the machine: a Lambda that the machine calls has to name the machine. */
  readonly arn = this.arnOf("stateMachine", this.machineName);

  constructor(scope: Construct, id: string, { settings, data }: Props) {
    super(scope, id);
    const { table } = data;
    const common = { settings, environment: approvalEnvironment(settings, data) };
    const ask = new Handler(this, "ask", {
      ...common,
      entry: "approvals/ask",
      environment: { ...common.environment, APPROVAL_MACHINE_ARN: this.arn },
      may: [...reads(table, ["byRole"]), writes(table), this.mayAnswer],
    });
    const remind = new Handler(this, "remind", {
      ...common,
      entry: "approvals/remind",
      may: [...reads(table, ["byRole"]), writes(table)],
    });
    const settle = new Handler(this, "settle", {
      ...common,
      entry: "approvals/settle",
      environment: tableEnvironment(settings, data),
      may: [...reads(table), writes(table)],
    });
    this.make(settings, {
      AskFunctionArn: ask.functionArn,
      RemindFunctionArn: remind.functionArn,
      SettleFunctionArn: settle.functionArn,
    });
  }

  get mayStart(): PolicyStatement {
    return new PolicyStatement({ actions: ["states:StartExecution"], resources: [this.arn] });
  }

  /** Permission to tell one that waits how to go on. */
  get mayAnswer(): PolicyStatement {
    const actions = ["states:SendTaskSuccess", "states:SendTaskFailure"];
    return new PolicyStatement({ actions, resources: [this.arn] });
  }

  /** Permission to look at what has been started and to stop it, whatever its name. */
  get mayMend(): Right {
    const executions = this.arnOf("execution", `${this.machineName}:*`);
    const finding = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${this.machineName}:*`;
    return {
      statement: new PolicyStatement({
        actions: ["states:DescribeExecution", "states:StopExecution"],
        resources: [executions],
      }),
      acknowledged: { [`AwsSolutions-IAM5[Resource::${finding}]`]: "All executions of this one machine." },
    };
  }

  private make(settings: Settings, functions: Record<string, string>): void {
    const invokes = new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: Object.values(functions) });
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("states.amazonaws.com"),
      inlinePolicies: { may: new PolicyDocument({ statements: [invokes] }) },
    });
    const machine = new StateMachine(this, "Machine", {
      stateMachineName: this.machineName,
      definitionBody: DefinitionBody.fromString(readFileSync("lib/approvals/approvalMachine.asl.json", "utf8")),
      definitionSubstitutions: functions,
      role,
      tracingEnabled: true,
      logs: {
        destination: logs(this, "Log", settings, "states"),
        // Only what ended an execution: at ERROR, each next stage and each reminder would be logged as a failed task.
        level: LogLevel.FATAL,
        includeExecutionData: false,
      },
    });
    acknowledge(machine, {
      "AwsSolutions-SF1":
        "What ends an execution is logged; Step Functions itself keeps every execution's history for 90 days.",
    });
    acknowledge(role, {
      "AwsSolutions-IAM5[Resource::*]": "CDK's own: log delivery and X-Ray know no resources that one could name.",
    });
  }

  private arnOf(resource: "stateMachine" | "execution", resourceName: string): string {
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    return Stack.of(this).formatArn({ service: "states", resource, resourceName, arnFormat });
  }
}
