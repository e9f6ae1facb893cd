import type { TestProject } from "vitest/node";
import { builtClient } from "../../local/gateway/webBuild.ts";
import { startDesk } from "../cloud/desk.ts";

/** A local cloud for each worker, and the web client built from the sources as they are. */
export default async function setup(project: TestProject) {
  await builtClient();
  const workers = Array.from({ length: project.config.maxWorkers });
  const desks = await Promise.all(workers.map(() => startDesk({ QUEUE_RETRY_SECONDS: "1" })));
  project.provide(
    "urls",
    desks.map(({ url }) => url),
  );
  return () => Promise.all(desks.map((desk) => desk.stop()));
}
