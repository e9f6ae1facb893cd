import { createHmac, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { FetchError } from "aws-jwt-verify/error";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { problemOf } from "../../functions/http/problem.ts";

const userPoolId = "us-east-1_TestPool1";
const clientId = "the-client";
const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;
vi.stubEnv("USER_POOL_ID", userPoolId);
vi.stubEnv("USER_POOL_CLIENT_ID", clientId);
const { authenticate, keyCache } = await import("../../functions/http/authentication.ts");

const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
const theirs = generateKeyPairSync("rsa", { modulusLength: 2048 });
const sub = randomUUID();
const now = () => Math.floor(Date.now() / 1000);
const claims = () => ({
  sub,
  iss: issuer,
  client_id: clientId,
  token_use: "access",
  scope: "a",
  jti: "1",
  iat: now(),
  exp: now() + 900,
});
const header = { alg: "RS256", kid: "our-key" };

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
function token(payload: object, head: object = header, key = ours.privateKey): string {
  const signed = `${part(head)}.${part(payload)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
}
const hmacToken = () => {
  const signed = `${part({ ...header, alg: "HS256" })}.${part(claims())}`;
  const secret = ours.publicKey.export({ type: "spki", format: "pem" });
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
};
/** The payload changed, the signature kept. */
const tampered = () => {
  const [head, , signature] = token(claims()).split(".");
  return [head, part({ ...claims(), "cognito:groups": ["Admin"] }), signature].join(".");
};

beforeAll(() => {
  const jwk = { ...ours.publicKey.export({ format: "jwk" }), kid: "our-key", use: "sig", alg: "RS256" };
  keyCache.fetcher = { fetch: async () => new TextEncoder().encode(JSON.stringify({ keys: [jwk] })).buffer };
});

test("where the keys cannot be fetched, nobody is told to sign in again, but to try again", async () => {
  const { fetcher } = keyCache;
  const away = new FetchError("https://keys.example", "no answer");
  keyCache.fetcher = { fetch: () => Promise.reject(away) };
  const unknown = `Bearer ${token(claims(), { ...header, kid: "of-today" })}`;
  await expect(authenticate(unknown).finally(() => Object.assign(keyCache, { fetcher }))).rejects.toBe(away);
  expect(problemOf(away)).toMatchObject({ code: "unavailable", retryAfter: 5 });
});

describe("a token", () => {
  test("of ours says who calls", async () => {
    expect(await authenticate(`Bearer ${token(claims())}`)).toBe(sub);
  });

  test("that was good a moment ago is refused once it has ended", async () => {
    const given = `Bearer ${token(claims())}`;
    expect(await authenticate(given)).toBe(sub);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 901_000 });
    try {
      await expect(authenticate(given)).rejects.toMatchObject({ code: "unauthenticated" });
    } finally {
      vi.useRealTimers();
    }
  });

  /** Another last letter that stands for the same bytes, since it has bits to spare. */
  const respelled = () => {
    const given = token(claims());
    const signature = (text: string) => Buffer.from(text.slice(text.lastIndexOf(".") + 1), "base64url");
    const others = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map(
      (last) => given.slice(0, -1) + last,
    );
    return others.find((one) => one !== given && signature(one).equals(signature(given))) ?? expect.fail();
  };

  const bad: [what: string, make: () => string][] = [
    ["signed by HMAC with the public key as secret", hmacToken],
    ["signed by another key under our key's name", () => token(claims(), header, theirs.privateKey)],
    ["signed by a key that we do not know", () => token(claims(), { ...header, kid: "other" }, theirs.privateKey)],
    ["with no signature at all", () => `${part({ alg: "none" })}.${part(claims())}.`],
    ["whose groups were changed and signature kept", tampered],
    ["whose signature is spelled otherwise", respelled],
    ["of another user pool", () => token({ ...claims(), iss: issuer.replace("TestPool1", "TestPool2") })],
    ["of another client of the same pool", () => token({ ...claims(), client_id: "another" })],
    ["that expired one second ago", () => token({ ...claims(), exp: now() - 1 })],
    ["whose end is a text", () => token({ ...claims(), exp: String(now() + 900) })],
    ["that is not valid yet", () => token({ ...claims(), nbf: now() + 600 })],
    ["without an end", () => token({ ...claims(), exp: undefined })],
    ["without a beginning", () => token({ ...claims(), iat: undefined })],
    ["from the future", () => token({ ...claims(), iat: now() + 3600 })],
    ["with an extension that must be understood", () => token(claims(), { ...header, crit: ["b64"], b64: false })],
    ["that identifies, but gives no access", () => token({ ...claims(), token_use: "id", aud: clientId })],
    ["of a megabyte", () => token({ ...claims(), padding: "x".repeat(1_000_000) })],
    ["that is no token", () => "x.y.z"],
  ];
  test.each(bad)("%s is refused, with no word on why", async (_, make) => {
    await expect(authenticate(`Bearer ${make()}`)).rejects.toMatchObject({
      code: "unauthenticated",
      message: expect.not.stringMatching(/signature|expired|issuer|key/i),
    });
  });

  test.each([
    ["is missing", () => undefined],
    ["is empty", () => ""],
    ["has another scheme", () => `Basic ${token(claims())}`],
    ["spells the scheme in lower case", () => `bearer ${token(claims())}`],
    ["begins with a blank", () => ` Bearer ${token(claims())}`],
    ["holds two tokens", () => `Bearer ${token(claims())}, Bearer ${token(claims())}`],
  ])("whose header %s is refused", async (_, make) => {
    await expect(authenticate(make())).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
