import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
} from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import type { Jwk } from "aws-jwt-verify/jwk";
import type { TokenGenerator } from "cognito-local/lib/services/tokenGenerator.js";

export const accessSeconds = 900;
const refreshSeconds = 30 * 86_400;

export type Tokens = ReturnType<typeof openTokens>;

/** Signs as the service does, by a key of this folder's own: cognito-local's is published with it, so anybody could sign. */
export function openTokens(keyFile: string, userPoolId: string, clientId: string) {
  const privateKey = createPrivateKey(loadKey(keyFile));
  const publicKey = createPublicKey(privateKey);
  const kid = createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64url");
  const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" } as Jwk] };
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: "access" });
  verifier.cacheJwks(jwks);

  const iss = `https://cognito-idp.${userPoolId.split("_")[0]}.amazonaws.com/${userPoolId}`;
  const jwt = (claims: object) => {
    const text = [{ kid, alg: "RS256" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    const content = text.join(".");
    return `${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`;
  };

  const generator: TokenGenerator = {
    async generate(context, user, groups) {
      const renewed = (context as { refreshToken?: string }).refreshToken;
      const refreshToken = renewed ?? newRefreshToken();
      const now = Math.floor(Date.now() / 1000);
      const attributes = Object.fromEntries((user.Attributes ?? []).map(({ Name, Value }) => [Name, Value]));
      const common = {
        sub: attributes.sub,
        ...(groups.length > 0 && { "cognito:groups": groups }),
        iss,
        origin_jti: origin(refreshToken),
        event_id: randomUUID(),
        auth_time: renewed ? issuedAt(renewed) : now,
        exp: now + accessSeconds,
        iat: now,
      };
      const access = { client_id: clientId, token_use: "access", scope: "aws.cognito.signin.user.admin" };
      const id = { aud: clientId, token_use: "id", email: attributes.email, email_verified: true };
      return {
        AccessToken: jwt({ ...common, ...access, jti: randomUUID(), username: user.Username }),
        IdToken: jwt({ ...common, ...id, jti: randomUUID(), "cognito:username": user.Username }),
        RefreshToken: refreshToken,
      };
    },
  };
  return { generator, jwks, verify: (token: string) => verifier.verifySync(token) };
}

/** What an access token keeps of the refresh token it came with: when that is revoked, so is this. */
export const origin = (refreshToken: string): string => createHash("sha256").update(refreshToken).digest("base64url");

export const isFresh = (refreshToken: string): boolean => issuedAt(refreshToken) + refreshSeconds > Date.now() / 1000;

const newRefreshToken = () => `${Math.floor(Date.now() / 1000)}.${randomBytes(48).toString("base64url")}`;
const issuedAt = (refreshToken: string) => Number.parseInt(refreshToken, 10);

function loadKey(file: string): string {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(`${file}.new`, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, "utf8");
}
