import { CognitoJwtVerifier } from "aws-jwt-verify";
import { FetchError } from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { Problem } from "../domain/problem.ts";

/** Where the user pool's public keys come from: fetched when first needed, then kept. */
export const keyCache = new SimpleJwksCache();

const verifier = CognitoJwtVerifier.create(
  {
    userPoolId: process.env.USER_POOL_ID ?? "",
    clientId: process.env.USER_POOL_CLIENT_ID ?? "",
    tokenUse: "access",
    customJwtCheck: ({ header, payload }) => mustBeDated(header, payload),
  },
  { jwksCache: keyCache },
);

/** One header, one scheme, one token of a plausible length (characters). */
const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/;
const longestToken = 8_000;

/** Clocks may differ by this much (seconds). */
const leeway = 60;

/**
 * The id of the account that the access token speaks for.
 * @throws Problem unauthenticated, with no word on what is wrong with the token
 */
export async function authenticate(authorization: string | undefined): Promise<string> {
  const token = authorization && authorization.length <= longestToken ? bearer.exec(authorization)?.[1] : undefined;
  if (!token)
    throw new Problem("unauthenticated", "sign in: this needs the header Authorization: Bearer <access token>");
  if (!isCanonical(token.slice(token.lastIndexOf(".") + 1))) throw notValid();
  const known = verified.get(token);
  if (known && known.endsAt > Date.now() / 1000) return known.sub;
  try {
    const { sub, exp } = await verifier.verify(token);
    remember(token, { sub, endsAt: exp });
    return sub;
  } catch (error) {
    // The user pool did not give its keys: the token may be good. Its class has no name of its own, and problem.ts goes by names.
    if (error instanceof FetchError) throw Object.assign(error, { name: "FetchError" });
    throw notValid();
  }
}

const notValid = () => new Problem("unauthenticated", "the access token is not valid (any more): sign in again");

/** Decoding overlooks the last bits of a text: another last letter would be the same signature. */
const isCanonical = (signature: string): boolean =>
  Buffer.from(signature, "base64url").toString("base64url") === signature;

/** A client sends one token for an hour: what was verified in this Lambda is not verified again until it ends. */
const verified = new Map<string, { sub: string; endsAt: number }>();
const mostRemembered = 500;

function remember(token: string, { sub, endsAt }: { sub: string; endsAt: number }): void {
  if (verified.size >= mostRemembered) verified.clear();
  verified.set(token, { sub, endsAt });
}

/** What aws-jwt-verify lets pass: a token without an end or from the future, and extensions that must be understood. */
function mustBeDated(header: object, { exp, iat }: { exp?: unknown; iat?: unknown }): void {
  const now = Date.now() / 1000;
  if (typeof exp !== "number") throw new Error("the token has no exp");
  if (typeof iat !== "number" || iat > now + leeway) throw new Error("the token has no iat, or one from the future");
  if ("crit" in header) throw new Error("the token has a crit header");
}
