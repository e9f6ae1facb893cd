import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Prepared, startCloud } from "../cloud.ts";
import { playTour } from "./demoTour.ts";
import { demoPassword, seedDemo } from "./seed.ts";

/*
 * `npm run demo -- URL` plays the tour on a system that runs; without a URL it starts one of its own. Ends with an error
 * where anything differs from the story.
 */
const [, , url] = process.argv;

async function play(address: string): Promise<void> {
  await playTour(address, demoPassword, { say: console.log });
  console.log("\nThe story went as told.");
}

async function onOwnCloud(run: (address: string) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "ticket-desk-demo-"));
  const prepare = (prepared: Prepared) => seedDemo(prepared, { password: demoPassword, tickets: false });
  const cloud = await startCloud({ dataDir, port: 0, quiet: true, prepare });
  try {
    await run(cloud.url);
  } finally {
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await (url ? play(url) : onOwnCloud(play));
