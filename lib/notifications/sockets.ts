import { ArnFormat, CfnOutput, type Stack } from "aws-cdk-lib";
import { type CfnApi, WebSocketApi } from "aws-cdk-lib/aws-apigatewayv2";
import { WebSocketLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { Entry } from "../bundling/entries.ts";
import { type Data, tableEnvironment } from "../data/data.ts";
import { forgets, type Right, reads, writes } from "../grants.ts";
import { Handler, type HandlerProps } from "../handler.ts";
import { acknowledge } from "../nag.ts";
import { clientOrigins, type Settings } from "../settings.ts";
import { addSocketStage, socketStage } from "./socketStage.ts";

type Props = { settings: Settings; data: Data };

/** The WebSocket API: clients connect with a one-use address and are told what concerns them. */
export class Sockets extends Construct {
  /** Where clients connect. */
  readonly url: string;
  /** The same without its path: what a browser is allowed to connect to. */
  readonly origin: string;
  /** Where Lambdas reach those that are connected. */
  readonly endpoint: string;
  private readonly api: WebSocketApi;

  constructor(stack: Stack, { settings, data }: Props) {
    super(stack, "Sockets");
    const { table } = data;
    const environment = tableEnvironment(settings, data);
    this.api = new WebSocketApi(this, "Api", { apiName: stack.stackName });
    this.addRoute("$connect", "events/socketConnect", {
      settings,
      environment: { ...environment, ALLOWED_ORIGINS: clientOrigins(settings).join(",") },
      may: [...reads(table), writes(table), forgets(table, "SOCKETTICKET", "SOCKETS", "CONNECTION")],
    });
    this.addRoute("$disconnect", "events/socketDisconnect", {
      settings,
      environment,
      may: [...reads(table), forgets(table, "SOCKETS", "CONNECTION")],
    });
    this.addRoute("$default", "events/socketMessage", { settings });

    const stage = addSocketStage(this.api, settings);
    this.url = stage.url;
    this.origin = this.api.apiEndpoint;
    this.endpoint = stage.callbackUrl;
    new CfnOutput(stack, "SocketUrl", { value: this.url });
  }

  /** Permission to send to a connection, or to end it. */
  may(method: "POST" | "DELETE"): Right {
    const { stack, apiId, node } = this.api;
    const resourceOf = (api: string) => `${api}/${socketStage}/${method}/@connections/*`;
    const arn = stack.formatArn({
      service: "execute-api",
      resource: resourceOf(apiId),
      arnFormat: ArnFormat.NO_RESOURCE_NAME,
    });
    const api = `<${stack.getLogicalId(node.defaultChild as CfnApi)}>`;
    const finding = `arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:${resourceOf(api)}`;
    return {
      statement: new PolicyStatement({ actions: ["execute-api:ManageConnections"], resources: [arn] }),
      acknowledged: {
        [`AwsSolutions-IAM5[Resource::${finding}]`]: "All connections of this one API: they come and go.",
      },
    };
  }

  private addRoute(key: string, entry: Entry, lambda: Omit<HandlerProps, "entry">): void {
    const name = entry.replace("events/", "");
    const route = this.api.addRoute(key, {
      integration: new WebSocketLambdaIntegration(name, new Handler(this, name, { ...lambda, entry })),
      returnResponse: key === "$default",
    });
    acknowledge(route, {
      "AwsSolutions-APIG4":
        "Only $connect could have an authorizer; its Lambda asks for an address that works once, for 30 seconds.",
    });
  }
}
