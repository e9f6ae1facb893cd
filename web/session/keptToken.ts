import { get, update } from "idb-keyval";

/*
 * The refresh token as it outlives a reload: sealed, in this tab's session storage. The key to it never leaves the browser,
 * which keeps it where no script can read it. So a token in the clear stands in memory only.
 */
const place = "refresh";
const keyPlace = "key";

export const isTokenKept = (): boolean => sessionStorage.getItem(place) !== null;
export const forgetToken = (): void => sessionStorage.removeItem(place);

/** Keeps it while `isWanted` says so. Where the browser cannot seal it, it ends with the page. */
export async function keepToken(token: string, isWanted: () => boolean): Promise<void> {
  try {
    const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
    const text = new TextEncoder().encode(token);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealingKey(), text);
    if (isWanted()) sessionStorage.setItem(place, btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed))));
  } catch {
    forgetToken();
  }
}

/** The token that was kept; null where there is none, or it cannot be opened any more. */
export async function readToken(): Promise<string | null> {
  try {
    const bytes = Uint8Array.from(atob(sessionStorage.getItem(place) ?? ""), (letter) => letter.charCodeAt(0));
    const [iv, sealed] = [bytes.slice(0, ivBytes), bytes.slice(ivBytes)];
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await sealingKey(), sealed);
    return new TextDecoder().decode(text);
  } catch {
    return null;
  }
}

const ivBytes = 12;

/** One key for all tabs of this browser, made when it is first needed; of two tabs that make one, the first wins. */
async function sealingKey(): Promise<CryptoKey> {
  const known = await get<CryptoKey>(keyPlace);
  if (known) return known;
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await update<CryptoKey>(keyPlace, (other) => other ?? fresh);
  return (await get<CryptoKey>(keyPlace)) ?? fresh;
}
