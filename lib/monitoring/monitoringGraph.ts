import type { IMetric } from "aws-cdk-lib/aws-cloudwatch";
import type { Data } from "../data/data.ts";
import type { Settings } from "../settings.ts";
import type { Parts } from "./monitoringParts.ts";

/** What a part of the dashboard is made from. */
export type Shown = { settings: Settings; data: Data; parts: Parts };
/** A graph: its title, what it shows, and what it shows by the scale on the right. */
export type Graph = { title: string; left: IMetric[]; right?: IMetric[] };
