import { type App, Stack, Tags } from "aws-cdk-lib";
import { Api } from "./api.ts";
import { Approvals } from "./approvals.ts";
import { Bootstrap } from "./bootstrap.ts";
import { Data } from "./data.ts";
import { inProduction, type Settings } from "./settings.ts";

/** The whole system: one stack that keeps state and two that can be thrown away. */
export function desk(app: App, settings: Settings): void {
  const stack = (part: string, description: string) =>
    new Stack(app, `${settings.name}-${settings.stage}-${part}`, {
      description: `Ticket desk: ${description}`,
      terminationProtection: inProduction(settings),
      tags: { project: settings.name, stage: settings.stage },
    });
  const data = new Data(stack("data", "the table and the people who can sign in"), settings);
  new Approvals(stack("approvals", "the approval machine, its stream and its clocks"), { settings, data });
  const front = stack("api", "the HTTP API, one Lambda per route");
  new Bootstrap(front, { settings, data });
  new Api(front, { settings, data });
  Tags.of(app).add("project", settings.name);
  Tags.of(app).add("stage", settings.stage);
}
