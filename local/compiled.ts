import { join } from "node:path";
import { projectRoot } from "./template/templateSynth.ts";

/** Where Node keeps what it has compiled: each of twenty threads loads the SDK, with this in less than half the time. */
export const compiled = join(projectRoot, "node_modules/.cache/compiled");
