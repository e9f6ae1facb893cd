import { callPool } from "./cognito.ts";
import { troubleOf } from "./refusal.ts";
import { accessToken, distrustToken } from "./session.ts";

/** A call of the user pool about one's own sign-in. */
export async function callAsOwner<T>(operation: string, body: object = {}): Promise<T> {
  const call = async () => callPool<T>(operation, { AccessToken: await accessToken(), ...body });
  try {
    return await call();
  } catch (error) {
    if (troubleOf(error) !== "signedOut") throw error;
    // Signed out elsewhere, which the pool alone knows until the token ends: it is renewed, or the session is over.
    distrustToken();
    return call();
  }
}
