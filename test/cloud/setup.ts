import type { TestProject } from "vitest/node";
import { startDesk } from "./desk.ts";

declare module "vitest" {
  interface ProvidedContext {
    url: string;
  }
}

/** One local cloud for all files of this project. */
export default async function setup(project: TestProject) {
  const desk = await startDesk({ QUEUE_RETRY_SECONDS: "1" });
  project.provide("url", desk.url);
  return () => desk.stop();
}
