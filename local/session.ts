import { type Client, createClient } from "../functions/contract/client.ts";

/** Somebody who has signed in: a typed client that speaks for them. */
export type Session = { email: string; client: Client; accessToken: string };
type Tokens = { AccessToken: string };
type Config = { apiUrl: string; auth: { endpoint: string; clientId: string } };

/** Signs in as a web client would, with what /config.json says. */
export async function signIn(url: string, email: string, password: string): Promise<Session> {
  const config = await configOf(url);
  const { AccessToken: accessToken } = await authenticate(config, email, password);
  return { email, accessToken, client: createClient(config.apiUrl, () => accessToken) };
}

const configOf = async (url: string): Promise<Config> =>
  (await (await fetch(new URL("/config.json", url))).json()) as Config;

async function authenticate(config: Config, email: string, password: string): Promise<Tokens> {
  const response = await fetch(config.auth.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
    },
    body: JSON.stringify({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: config.auth.clientId,
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  });
  const answer = (await response.json()) as { AuthenticationResult?: Tokens; message?: string };
  if (!answer.AuthenticationResult) throw new Error(`${email} could not sign in: ${answer.message ?? response.status}`);
  return answer.AuthenticationResult;
}
