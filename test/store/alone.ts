import { vi } from "vitest";

/*
 * The files of a project that is not isolated share a process, and with it what Node has loaded of the SDK and of the engines.
 * Each begins as if it were alone all the same: our own modules are loaded anew, in the environment of the beginning.
 */
const shared = globalThis as { firstEnvironment?: NodeJS.ProcessEnv };
shared.firstEnvironment ??= { ...process.env };
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, shared.firstEnvironment);
vi.useRealTimers();
vi.restoreAllMocks();
vi.unstubAllGlobals();
vi.resetModules();
