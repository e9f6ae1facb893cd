import { type Client, createClient } from "../functions/contract/client.ts";

/** Somebody who has signed in: a typed client that speaks for them. */
export type Session = { email: string; client: Client; accessToken: string };
type Config = { apiUrl: string; auth: { endpoint: string; clientId: string } };

/** Signs in as a web client would, with what /config.json says. */
export async function signIn(url: string, email: string, password: string): Promise<Session> {
  const config = (await (await fetch(new URL("/config.json", url))).json()) as Config;
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
  const answer = (await response.json()) as { AuthenticationResult?: { AccessToken: string }; message?: string };
  const accessToken = answer.AuthenticationResult?.AccessToken;
  if (!accessToken) throw new Error(`${email} could not sign in: ${answer.message ?? response.status}`);
  return { email, accessToken, client: createClient(config.apiUrl, () => accessToken) };
}
