import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { denied, filesError, mismatch } from "./filesError.ts";

export type Keys = { accessKeyId: string; secretAccessKey: string };
/** `path` as it was sent: a key may hold "..", which addresses otherwise do away with. */
export type Signed = { method: string; path: string; query: URLSearchParams; headers: IncomingHttpHeaders };

const algorithm = "AWS4-HMAC-SHA256";
const leewayMs = 15 * 60_000;
const longestExpiry = 604_800;

/** Lets a request through that is signed with the keys: in its address (presigned, for its time) or by a header. */
export function mustBeSigned(request: Signed, keys: Keys): void {
  if (request.query.has("X-Amz-Signature")) checkPresigned(request, keys);
  else if (request.headers.authorization?.startsWith(`${algorithm} `)) checkHeader(request, keys);
  else throw denied();
}

function checkPresigned(request: Signed, keys: Keys): void {
  const query = (name: string) => request.query.get(name) ?? "";
  const date = query("X-Amz-Date");
  const seconds = Number(query("X-Amz-Expires"));
  if (query("X-Amz-Algorithm") !== algorithm || !(seconds > 0 && seconds <= longestExpiry)) {
    throw filesError(400, "AuthorizationQueryParametersError", "Query-string authentication is incomplete or wrong");
  }
  if (!(timeOf(date) <= Date.now() + leewayMs)) throw denied("Request is not valid yet");
  if (Date.now() > timeOf(date) + seconds * 1000) throw denied("Request has expired");
  const signedHeaders = query("X-Amz-SignedHeaders");
  const text = canonical(request, signedHeaders, "UNSIGNED-PAYLOAD");
  mustMatch(signatureOf(text, { credential: query("X-Amz-Credential"), date, keys }), query("X-Amz-Signature"));
}

function checkHeader(request: Signed, keys: Keys): void {
  const { authorization = "", "x-amz-date": date, "x-amz-content-sha256": payload } = request.headers;
  const part = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(authorization)?.[1] ?? "";
  if (!(Math.abs(timeOf(String(date)) - Date.now()) < leewayMs)) {
    throw filesError(403, "RequestTimeTooSkewed", "The request's time is too far from the server's");
  }
  const text = canonical(request, part("SignedHeaders"), String(payload));
  mustMatch(signatureOf(text, { credential: part("Credential"), date: String(date), keys }), part("Signature"));
}

/** Compares a text's signature with the one that came, at a pace that tells nothing. */
export function mustMatch(expected: string, given: string): void {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  if (one.length !== other.length || !timingSafeEqual(one, other)) throw mismatch();
}

type By = { credential: string; date: string; keys: Keys };

/** The signature of a request in its canonical form. */
function signatureOf(canonicalRequest: string, by: By): string {
  const [, ...scope] = by.credential.split("/");
  return sign([algorithm, by.date, scope.join("/"), sha256(canonicalRequest)].join("\n"), by);
}

/** Signs a text as the credential says, which has to be of these keys and of the day of the date. */
export function sign(text: string, { credential, date, keys }: By): string {
  const [id, day = "", region = "", service = "", end = "", ...more] = credential.split("/");
  if (id !== keys.accessKeyId) {
    throw filesError(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
  }
  if (service !== "s3" || end !== "aws4_request" || more.length > 0 || !date.startsWith(`${day}T`)) throw mismatch();
  const key = [day, region, service, end].reduce<Buffer | string>(hmac, `AWS4${keys.secretAccessKey}`);
  return hmac(key, text).toString("hex");
}

function canonical({ method, path, query, headers }: Signed, signedHeaders: string, payload: string): string {
  const names = signedHeaders.split(";");
  if (!names.includes("host")) throw mismatch();
  const lines = names.map(
    (name) =>
      `${name}:${String(headers[name] ?? "")
        .trim()
        .replace(/ +/g, " ")}\n`,
  );
  const parameters = [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort();
  const segments = path.split("/").map((segment) => encoded(decodeURIComponent(segment)));
  return [method, segments.join("/"), parameters.join("&"), lines.join(""), signedHeaders, payload].join("\n");
}

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const hmac = (key: Buffer | string, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** "20260312T190358Z" in milliseconds; NaN for anything else. */
const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
