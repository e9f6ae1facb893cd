import { givenUp } from "./patience.ts";

/** Where this deployment's parts are. One build serves them all. */
type Config = {
  apiUrl: string;
  auth: { endpoint: string; region: string; userPoolId: string; clientId: string };
};

let loading: Promise<Config> | null = null;

/** Reads /config.json once; again where that failed. */
export function loadConfig(): Promise<Config> {
  loading ??= fetch("/config.json", { signal: givenUp() }).then(async (response) => {
    if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
    return (await response.json()) as Config;
  });
  loading.catch(() => {
    loading = null;
  });
  return loading;
}
