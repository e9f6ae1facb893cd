import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { CognitoError } from "cognito-local/lib/errors.js";
import type { Pool, User } from "./cognitoPool.ts";

/** cognito-local's own record, the secret that waits for its first code, and the step of the last code used. */
export type WithFactor = User & { SecretInWaiting?: string; LastStep?: number };

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepSeconds = 30;
const digits = 6;
/** Clocks may be off by this many steps, to either side. */
const leeway = 1;

/** Takes the code of a sign-in: one of now, and later than the last that was used. */
export async function spendCode(pool: Pool, user: WithFactor, code: string): Promise<void> {
  const { Secret, Verified } = user.SoftwareTokenMfaConfiguration ?? {};
  const step = Secret && Verified ? stepOf(Secret, code) : null;
  if (step === null) throw new CognitoError("CodeMismatchException", "Invalid code received for user");
  if (step <= (user.LastStep ?? 0)) {
    throw new CognitoError("ExpiredCodeException", "Your software token has already been used once.");
  }
  await pool.save({ ...user, LastStep: step } as WithFactor);
}

/** A shared secret as authenticator apps take it: 160 bits in base 32. */
export const newSecret = (): string =>
  Array.from(randomBytes(32), (byte) => alphabet.charAt(byte % alphabet.length)).join("");

/** The step at which this code is the one of RFC 6238; null where it is not, at any step that counts now. */
export function stepOf(secret: string, code: string, now = Date.now()): number | null {
  const current = Math.floor(now / 1000 / stepSeconds);
  const steps = Array.from({ length: 2 * leeway + 1 }, (_, n) => current - leeway + n);
  return steps.find((step) => same(codeAt(secret, step), code)) ?? null;
}

/** The code of a step (RFC 4226): people's apps show it for thirty seconds. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0xf;
  const number = (hash.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits;
  return String(number).padStart(digits, "0");
}

function bytesOf(secret: string): Buffer {
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

const same = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other.replace(/\D/g, "x")));
