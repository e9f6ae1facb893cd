import { CfnOutput, Duration, type Stack } from "aws-cdk-lib";
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Construct } from "constructs";
import type { Route } from "../../functions/contract/route.ts";
import { type RouteName, routes } from "../../functions/contract/routes.ts";
import { routeEntry } from "../bundling/entries.ts";
import type { Data } from "../data/data.ts";
import { Handler } from "../handler.ts";
import { acknowledge } from "../nag.ts";
import type { Sockets } from "../notifications/sockets.ts";
import type { Settings } from "../settings.ts";
import { addStage } from "./apiStage.ts";
import { allowedTo, toldTo } from "./routeAccess.ts";

type Props = { settings: Settings; data: Data; sockets: Sockets };

/** The HTTP API: one Lambda per route, each in functions/api/<route name>.ts. */
export class Api extends Construct {
  /** Where it answers: a host name. */
  readonly domain: string;

  constructor(stack: Stack, { settings, data, sockets }: Props) {
    super(stack, "Api");
    const http = new HttpApi(this, "Http", {
      apiName: stack.stackName,
      createDefaultStage: false,
      defaultAuthorizer: new HttpJwtAuthorizer("SignedIn", data.userPool.userPoolProviderUrl, {
        jwtAudience: [data.userPoolClient.userPoolClientId],
      }),
      ...cors(settings),
    });

    for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
      const added = http.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration: new HttpLambdaIntegration(
          name,
          new Handler(this, name, {
            settings,
            entry: routeEntry(name),
            environment: toldTo(name, { settings, data, sockets }),
            may: allowedTo(name, data),
          }),
        ),
        ...(route.access === "public" && { authorizer: new HttpNoneAuthorizer() }),
      });
      if (route.access === "public") for (const one of added) acknowledge(one, isPublic);
    }

    const unknown = new HttpRoute(this, "Unknown", {
      httpApi: http,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration(
        "unknownRoute",
        new Handler(this, "unknownRoute", { settings, entry: "http/unknownRoute" }),
      ),
      authorizer: new HttpNoneAuthorizer(),
    });
    acknowledge(unknown, { "AwsSolutions-APIG4": "Answers 404 to what is no route, and reads nothing to do so." });

    addStage(http, settings);
    this.domain = `${http.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`;
    new CfnOutput(stack, "ApiUrl", { value: http.apiEndpoint });
  }
}

const isPublic = { "AwsSolutions-APIG4": "Public by contract; says nothing about people or tickets." };

/** The web client is served from the API's own domain; other origins have to be named. */
const cors = ({ allowedOrigins }: Settings) =>
  allowedOrigins.length > 0 && {
    corsPreflight: {
      allowOrigins: allowedOrigins,
      allowMethods: (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).map((method) => CorsHttpMethod[method]),
      allowHeaders: ["authorization", "content-type", "if-match", "idempotency-key"],
      exposeHeaders: ["etag", "location", "idempotency-replayed", "retry-after"],
      maxAge: Duration.hours(1),
    },
  };
