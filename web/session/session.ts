import { useSyncExternalStore } from "react";
import { refreshTokens, revoke, SignInRefused, type Tokens } from "./cognito.ts";

/*
 * Who is signed in. Access tokens live in memory only. The refresh token also stands in this tab's session storage, so
 * that a reload keeps somebody signed in; it is gone with the tab, and never in local storage.
 */
const place = "refresh";
const kept = sessionStorage.getItem(place);
let tokens: Tokens | null = kept ? { accessToken: "", refreshToken: kept, expiresAt: 0 } : null;
let refreshing: Promise<string> | null = null;
const listeners = new Set<() => void>();

/** Tokens are renewed this long before they end: milliseconds. */
const margin = 60_000;

export function useIsSignedIn(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => tokens !== null,
  );
}

export function beginSession(given: Tokens): void {
  tokens = given;
  if (given.refreshToken) sessionStorage.setItem(place, given.refreshToken);
  for (const listener of listeners) listener();
}

/** Forgets the session here at once, and tells the user pool. */
export function endSession(): void {
  const refreshToken = tokens?.refreshToken;
  tokens = null;
  sessionStorage.removeItem(place);
  for (const listener of listeners) listener();
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
  const refreshToken = tokens?.refreshToken;
  if (!refreshToken) {
    endSession();
    throw new SignInRefused("NotAuthorizedException", "sign in again");
  }
  try {
    const renewed = await refreshTokens(refreshToken);
    if (tokens) beginSession(renewed);
    return renewed.accessToken;
  } catch (error) {
    if (error instanceof SignInRefused) endSession();
    throw error;
  }
}
