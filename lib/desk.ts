import { type App, Stack, Tags } from "aws-cdk-lib";
import { Api } from "./api/api.ts";
import { Bootstrap } from "./api/bootstrap.ts";
import { Approvals } from "./approvals/approvals.ts";
import { Data } from "./data/data.ts";
import { MalwareScan } from "./data/malwareScan.ts";
import { Monitoring } from "./monitoring/monitoring.ts";
import { Notifications } from "./notifications/notifications.ts";
import { Sockets } from "./notifications/sockets.ts";
import { OpenSearch } from "./search/openSearch.ts";
import { inProduction, type Settings } from "./settings.ts";
import { Web } from "./web/web.ts";

/** The whole system: one stack that keeps state, and others that can be thrown away. */
export function desk(app: App, settings: Settings): void {
  const stack = (part: string, description: string) =>
    new Stack(app, `${settings.name}-${settings.stage}-${part}`, {
      description: `Ticket desk: ${description}`,
      terminationProtection: inProduction(settings),
      tags: { project: settings.name, stage: settings.stage },
    });
  const data = new Data(stack("data", "the table, the files and the people who can sign in"), settings);
  new Approvals(stack("approvals", "the approval machine, its stream and its clocks"), { settings, data });
  const outbound = stack("notifications", "who is told what: topic, channels, sockets");
  const sockets = new Sockets(outbound, { settings, data });
  new Notifications(outbound, { settings, data, sockets });
  if (settings.malwareScan) new MalwareScan(outbound, { settings, data });
  if (settings.openSearch) {
    new OpenSearch(stack("search", "all tickets in OpenSearch Serverless"), { settings, data });
  }
  const front = stack("api", "the HTTP API, one Lambda per route");
  new Bootstrap(front, { settings, data });
  const api = new Api(front, { settings, data, sockets });
  // The local cloud serves the client itself.
  if (!settings.local) {
    new Web(stack("web", "the web client, and the API on the same domain"), { settings, data, sockets, api });
  }
  // Last: it watches all that is there. The local cloud keeps no figures.
  if (!settings.local) new Monitoring(stack("monitoring", "the dashboard and the alarms"), { settings, data });
  Tags.of(app).add("project", settings.name);
  Tags.of(app).add("stage", settings.stage);
}
