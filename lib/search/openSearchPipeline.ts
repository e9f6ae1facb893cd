import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { rowFields } from "../../functions/store/table.ts";

type Way = { region: string; table: Table; bucket: string; host: string };

/**
 * The whole table once, then its stream. Of all items, the tickets go to one index with what lists show, and what they
 * describe to another, from the events that say it; both under the ticket's id.
 */
export const pipelineOf = (way: Way) => ({
  version: "2",
  table: { source: sourceOf(way), sink: [{ pipeline: { name: "tickets" } }, { pipeline: { name: "descriptions" } }] },
  tickets: {
    source: { pipeline: { name: "table" } },
    processor: [{ drop_events: { drop_when: '/item != "Ticket"' } }, { select_entries: { include_keys: rowFields } }],
    sink: [sinkFor("tickets", "/id", way)],
  },
  descriptions: {
    source: { pipeline: { name: "table" } },
    processor: [
      { drop_events: { drop_when: '/item != "Event"' } },
      { copy_values: { entries: [{ from_key: "changes/description/to", to_key: "description" }] } },
      { drop_events: { drop_when: "/description == null" } },
      { select_entries: { include_keys: ["ticketId", "description"] } },
    ],
    sink: [sinkFor("descriptions", "/ticketId", way)],
  },
});

const sourceOf = ({ region, table, bucket }: Way) => ({
  dynamodb: {
    acknowledgments: true,
    tables: [
      {
        table_arn: table.tableArn,
        stream: { start_position: "LATEST" },
        export: { s3_bucket: bucket, s3_region: region, s3_prefix: "export/" },
      },
    ],
    aws: { region },
  },
});

/** What is written under an older version than the index has is left out, so that a repeated record changes nothing. */
const sinkFor = (index: string, id: string, { region, bucket, host }: Way) => ({
  opensearch: {
    hosts: [host],
    index,
    document_id: fromEvent(id),
    action: fromEvent('getMetadata("opensearch_action")'),
    document_version: fromEvent('getMetadata("document_version")'),
    document_version_type: "external",
    aws: { serverless: true, region },
    dlq: { s3: { bucket, region, key_path_prefix: `refused/${index}/` } },
  },
});

/** What the pipeline finds out for each item. */
const fromEvent = (expression: string): string => `$\{${expression}}`;
