import type { TestProject } from "vitest/node";
import { builtClient } from "../../local/gateway/webBuild.ts";
import { startDesk } from "../cloud/desk.ts";

/** One local cloud, and the web client built from the sources as they are. */
export default async function setup(project: TestProject) {
  const [desk] = await Promise.all([startDesk({ QUEUE_RETRY_SECONDS: "1" }), builtClient()]);
  project.provide("url", desk.url);
  return () => desk.stop();
}
