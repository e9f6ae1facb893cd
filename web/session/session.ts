import { useSyncExternalStore } from "react";
import { type Challenge, refreshTokens, revoke, type Tokens } from "./cognito.ts";
import { forgetToken, isTokenKept, keepToken, readToken } from "./keptToken.ts";
import { askOtherTabs, hearOtherTabs, tellBegun, tellSignedOut } from "./otherTabs.ts";
import { isFinal, SignInRefused, troubleOf } from "./refusal.ts";

/*
 * Who is signed in. Tokens live in memory only; what keeps somebody signed in over a reload of this tab is sealed, and gone
 * with the tab (keptToken.ts). A new tab gets the session of one that is open (otherTabs.ts).
 */
const unknown = { accessToken: "", refreshToken: null, expiresAt: 0 };
let tokens: Tokens | null = isTokenKept() ? unknown : null;
/** A token that was of no use here is of none when another tab offers it. */
let useless: string | null = null;
let refreshing: Promise<string> | null = null;
/** Why there is no session any more; null where there was none in this tab. */
export type Ending = "signedOut" | "expired" | "disabled" | "passwordChanged";
let ending: Ending | null = null;
/** What is left to answer before the session goes on. */
let challenge: Challenge | null = null;
const listeners = new Set<() => void>();

/** Tokens are renewed this long before they end: milliseconds. */
const margin = 60_000;

export const useIsSignedIn = (): boolean => useSyncExternalStore(subscribe, () => tokens !== null);
export const challengeLeft = (): Challenge | null => challenge;
export const useEnding = (): Ending | null => useSyncExternalStore(subscribe, () => ending);

export function beginSession(given: Tokens): void {
  takeOver(given);
  if (given.refreshToken) tellBegun(given.refreshToken);
}

/** The same person goes on by other tokens, in the tabs that share the session too. */
export function continueSession(given: Tokens): void {
  const before = tokens?.refreshToken;
  takeOver(given);
  if (given.refreshToken && before) tellBegun(given.refreshToken, before);
}

function takeOver(given: Tokens): void {
  tokens = given;
  ending = null;
  challenge = null;
  if (given.refreshToken) void keepToken(given.refreshToken, () => tokens?.refreshToken === given.refreshToken);
  tell();
}

/** Signs out: forgets the session here and in other tabs at once, and tells the user pool. */
export function endSession(): void {
  const refreshToken = tokens?.refreshToken;
  loseSession("signedOut");
  tellSignedOut();
  if (refreshToken) revoke(refreshToken).catch(() => {});
}

/** A token that is still good; renewed first where it is not. Ends the session where it cannot be. */
export async function accessToken(): Promise<string> {
  if (tokens && tokens.expiresAt - margin > Date.now()) return tokens.accessToken;
  refreshing ??= renew().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** The next call renews the token: the API did not take this one. */
export function distrustToken(): void {
  if (tokens) tokens = { ...tokens, expiresAt: 0 };
}

async function renew(): Promise<string> {
  const refreshToken = tokens?.refreshToken ?? (await keptToken());
  if (!refreshToken) {
    if (tokens) loseSession("expired");
    throw new SignInRefused("NotAuthorizedException", "sign in again");
  }
  try {
    const renewed = await refreshTokens(refreshToken);
    // Signed out meanwhile, or as somebody else: these are nobody's any more.
    if (tokens?.refreshToken !== refreshToken) throw new SignInRefused("NotAuthorizedException", "signed out");
    takeOver(renewed);
    return renewed.accessToken;
  } catch (error) {
    if (tokens?.refreshToken === refreshToken && isFinal(error)) {
      loseSession(troubleOf(error) === "disabled" ? "disabled" : "expired");
    }
    throw error;
  }
}

/** The token of before a reload, brought into memory; null where it cannot be, or nobody is signed in any more. */
async function keptToken(): Promise<string | null> {
  const refreshToken = await readToken();
  if (tokens?.refreshToken === null) tokens = { ...tokens, refreshToken };
  return tokens?.refreshToken ?? null;
}

/** Forgets the session, which is worth nothing any more. */
export function loseSession(why: Ending, left: Challenge | null = null): void {
  useless = tokens?.refreshToken ?? null;
  tokens = null;
  ending = why;
  challenge = left;
  forgetToken();
  tell();
  if (why === "expired") askOtherTabs(); // somebody may have signed in again there
}

hearOtherTabs({
  asked: async () => tokens && (tokens.refreshToken ?? (await keptToken())),
  async begun(refreshToken, instead) {
    const isNew = tokens
      ? instead && instead === (tokens.refreshToken ?? (await keptToken()))
      : refreshToken !== useless;
    if (isNew) takeOver({ ...unknown, refreshToken });
  },
  signedOut() {
    if (tokens) loseSession("signedOut");
  },
});
if (!tokens) askOtherTabs();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
