import { text } from "node:stream/consumers";
import { traced } from "../lib/bundling/traced.ts";

/** Says of each place in a bundle, in a log on standard input, where in the sources it is. */
process.stdout.write(await traced(await text(process.stdin)));
