import { denied, filesError } from "./filesError.ts";
import { type Keys, mustMatch, sign } from "./filesSignature.ts";

/** The fields of an upload form, by their names in lower case. */
export type Fields = ReadonlyMap<string, string>;
type Upload = { bucket: string; fields: Fields; size: number; keys: Keys };
type Condition = { kind: "eq" | "starts-with"; name: string; value: string };
type Policy = { conditions: Condition[]; range: [least: number, most: number] };

/** What a form may hold without a word of it in the policy. */
const free = /^(x-amz-signature|policy|file|x-ignore-.*)$/;

/** Lets an upload through whose policy is signed and still holds, and that is as the policy says in every field. */
export function mustBeAllowed({ bucket, fields, size, keys }: Upload): void {
  const field = (name: string) => fields.get(name) ?? "";
  const text = field("policy");
  if (text === "" || field("x-amz-algorithm") !== "AWS4-HMAC-SHA256") throw denied();
  const signature = sign(text, { credential: field("x-amz-credential"), date: field("x-amz-date"), keys });
  mustMatch(signature, field("x-amz-signature"));
  const { conditions, range } = policyIn(text);
  const values = new Map([...fields, ["bucket", bucket]]);
  for (const { kind, name, value } of conditions) {
    const given = values.get(name) ?? "";
    const holds = kind === "eq" ? given === value : given.startsWith(value);
    if (!holds)
      throw denied(`Invalid according to Policy: Policy Condition failed: ["${kind}", "$${name}", "${value}"]`);
  }
  const known = new Set(conditions.map(({ name }) => name));
  const extra = [...fields.keys()].filter((name) => !free.test(name) && !known.has(name));
  if (extra.length > 0) throw denied(`Invalid according to Policy: Extra input fields: ${extra.join(", ")}`);
  if (size < range[0])
    throw filesError(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  if (size > range[1]) throw filesError(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
}

function policyIn(text: string): Policy {
  const { expiration, conditions } = parsed(text);
  const until = Date.parse(String(expiration));
  if (Number.isNaN(until) || !Array.isArray(conditions)) throw invalid("expiration and conditions are required");
  if (Date.now() > until) throw denied("Invalid according to Policy: Policy expired.");
  const policy: Policy = { conditions: [], range: [0, Number.POSITIVE_INFINITY] };
  for (const condition of conditions as unknown[]) {
    const [kind, name, value] = Array.isArray(condition) ? (condition as unknown[]) : exactly(condition);
    if (kind === "content-length-range") policy.range = [Number(name), Number(value)];
    else if (kind === "eq" || kind === "starts-with") {
      policy.conditions.push({ kind, name: String(name).replace(/^\$/, "").toLowerCase(), value: String(value) });
    } else throw invalid(`the condition ${JSON.stringify(condition)} is not known`);
  }
  return policy;
}

/** {"acl": "private"} is short for ["eq", "$acl", "private"]. */
function exactly(condition: unknown): unknown[] {
  const [only, ...others] = Object.entries((condition ?? {}) as object);
  if (!only || others.length > 0) throw invalid("a condition has one field");
  return ["eq", ...only];
}

function parsed(text: string): Record<string, unknown> {
  try {
    const policy: unknown = JSON.parse(Buffer.from(text, "base64").toString());
    if (typeof policy === "object" && policy !== null) return policy as Record<string, unknown>;
  } catch {}
  throw invalid("it is no JSON");
}

const invalid = (why: string) => filesError(400, "InvalidPolicyDocument", `Invalid Policy: ${why}.`);
