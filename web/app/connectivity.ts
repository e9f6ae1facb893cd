import { onlineManager, type QueryClient } from "@tanstack/react-query";
import { loadConfig } from "../session/config.ts";
import { givenUp } from "../session/patience.ts";

const firstPause = 2000;
const longestPause = 30_000;

type Connectivity = { subscribe: (listener: () => void) => () => void; isConnected: () => boolean };

/**
 * Whether the service can be reached: not while the browser says that it is offline, and not after a request that got
 * no answer until another one got one. While it is away, it is asked again after pauses that grow.
 */
export function watchConnectivity(client: QueryClient): Connectivity {
  const listeners = new Set<() => void>();
  let isReachable = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = firstPause;

  const isConnected = () => isReachable && onlineManager.isOnline();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  function settle(reachable: boolean): void {
    if (reachable === isReachable) return;
    isReachable = reachable;
    pause = firstPause;
    clearTimeout(timer);
    if (!reachable) later();
    tell();
  }
  function later(): void {
    timer = setTimeout(() => void ask(), pause);
    pause = Math.min(pause * 2, longestPause);
  }
  async function ask(): Promise<void> {
    if (await answers()) settle(true);
    else if (!isReachable && listeners.size > 0) later();
  }
  const heard = (action: { type: string; error?: unknown; manual?: boolean }) => {
    // What the client itself puts into the cache is no answer of the service.
    if (action.type === "success" && !action.manual) settle(true);
    if ((action.type === "failed" || action.type === "error") && isUnreachable(action.error)) settle(false);
  };

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    const stops = [
      onlineManager.subscribe((isOnline) => {
        if (isOnline && !isReachable) void ask();
        tell();
      }),
      client.getQueryCache().subscribe((event) => event.type === "updated" && heard(event.action)),
      client.getMutationCache().subscribe((event) => event.type === "updated" && heard(event.action)),
    ];
    return () => {
      listeners.delete(listener);
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }
  return { subscribe, isConnected };
}

const isUnreachable = (error: unknown): boolean => error instanceof Error && error.name === "Unreachable";

async function answers(): Promise<boolean> {
  try {
    const { apiUrl } = await loadConfig();
    return (await fetch(new URL("/v1/health", apiUrl), { cache: "no-store", signal: givenUp() })).ok;
  } catch {
    return false;
  }
}
