import { functionNamed } from "./templateNames.ts";
import type { Find, SocketWire } from "./wires.ts";

/** The WebSocket API, with its stage and its routes. */
export function socketsOf(find: Find): SocketWire | undefined {
  const [api, ...others] = find("AWS::ApiGatewayV2::Api").filter(
    ({ properties }) => properties.ProtocolType === "WEBSOCKET",
  );
  if (!api) return undefined;
  if (others.length > 0) throw new Error("The local cloud serves one WebSocket API only");
  const ofApi = (type: string) => find(type).filter(({ properties }) => String(properties.ApiId) === api.name);
  const integrations = new Map(ofApi("AWS::ApiGatewayV2::Integration").map((one) => [one.name, one.properties]));
  const answering = new Set(ofApi("AWS::ApiGatewayV2::RouteResponse").map(({ properties }) => properties.RouteId));
  const routes = ofApi("AWS::ApiGatewayV2::Route").map(({ id, name, properties }) => {
    const integration = integrations.get(String(properties.Target).replace(/^integrations\//, ""));
    if (integration?.IntegrationType !== "AWS_PROXY") throw new Error(`The route ${id} has no Lambda integration`);
    const answers = properties.RouteResponseSelectionExpression === "$default" && answering.has(name);
    return { key: String(properties.RouteKey), function: invoked(integration.IntegrationUri), answers };
  });
  const [stage] = ofApi("AWS::ApiGatewayV2::Stage");
  return {
    apiId: api.name,
    stage: String(stage?.properties.StageName ?? "local"),
    selection: String(api.properties.RouteSelectionExpression),
    routes,
  };
}

/** "arn:aws:apigateway:...:lambda:path/2015-03-31/functions/<the function's ARN>/invocations" */
const invoked = (uri: unknown): string =>
  functionNamed(/\/functions\/(.+)\/invocations$/.exec(String(uri))?.[1] ?? uri);
