import { randomUUID } from "node:crypto";
import { CognitoIdentityProviderClient, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { type RouteName, routes } from "../../functions/contract/routes.ts";
import type { Answer } from "../../functions/store/requests.ts";
import { password } from "../cloud/desk.ts";
import type { Engines } from "../store/engines.ts";

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<Answer>;
export type Parts = { params?: object; query?: object; body?: object; headers?: Record<string, string> };
export type Person = "admin" | "ithead" | "hod.finance" | "tech.ana" | "user.finance";
export type Caller = (route: RouteName, by: Person, parts?: Parts) => Promise<Answer>;

/** Where the handlers of routes come from, and how they come by the keys of the user pool. */
export type Code = { handlerOf: (route: RouteName) => Promise<Handler>; learn: (keys: object) => void };

/** The sources themselves. */
async function sources(): Promise<Code> {
  const { keyCache } = await import("../../functions/http/authentication.ts");
  return {
    handlerOf: async (route) => ((await import(`../../functions/api/${route}.ts`)) as { handler: Handler }).handler,
    learn: (keys) => {
      keyCache.fetcher = { fetch: async () => new TextEncoder().encode(JSON.stringify(keys)).buffer };
    },
  };
}

/** Calls the handlers of routes in this process as the gateway would. The engines' environment must be there already. */
export async function callers(engines: Engines, code?: Code): Promise<Caller> {
  const { handlerOf, learn } = code ?? (await sources());
  const pool = new CognitoIdentityProviderClient({});
  const tokens = new Map<Person, string>();
  const tokenOf = async (person: Person): Promise<string> => {
    const AuthParameters = { USERNAME: `${person}@example.com`, PASSWORD: password };
    const request = { AuthFlow: "USER_PASSWORD_AUTH", ClientId: engines.clientId, AuthParameters } as const;
    const { AuthenticationResult } = await pool.send(new InitiateAuthCommand(request));
    const token = AuthenticationResult?.AccessToken ?? "";
    const { kid } = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { kid: string };
    learn(engines.keys(kid));
    tokens.set(person, token);
    return token;
  };
  return async (route, by, parts = {}) => {
    const handler = await handlerOf(route);
    return handler(eventOf(route, tokens.get(by) ?? (await tokenOf(by)), parts), {} as Context);
  };
}

function eventOf(route: RouteName, token: string, { params = {}, query = {}, body, headers }: Parts) {
  const event = {
    headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }), ...headers },
    pathParameters: params,
    queryStringParameters: query,
    rawPath: routes[route].path,
    ...(body && { body: JSON.stringify(body) }),
    requestContext: { requestId: randomUUID() },
  };
  return event as unknown as APIGatewayProxyEventV2;
}
