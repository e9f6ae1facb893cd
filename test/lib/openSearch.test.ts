import { Match, type Template } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import { rowFields } from "../../functions/store/table.ts";
import { actionsOf, appOf, resourcesOf, stacksOf, statementsOf, synthesize } from "./synthesized.ts";

const templates = synthesize({ stage: "production", openSearch: true }) as Record<string, Template>;
const search = templates.search as Template;
type Body = { "Fn::Join": [string, (string | object)[]] };
const [, { Properties: pipeline }] = resourcesOf(search, "AWS::OSIS::Pipeline")[0]!;
const parts = (pipeline.PipelineConfigurationBody as Body)["Fn::Join"][1];
const way = JSON.parse(
  parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part).replaceAll('"', "'"))).join(""),
);

test("nothing of it is deployed unless it is asked for", () => {
  const types = stacksOf(appOf({ stage: "production" })).map(({ stackName }) => stackName);
  expect(types.filter((name) => name.endsWith("-search"))).toEqual([]);
  const plain = Object.values(synthesize({ stage: "production" })).flatMap((template) => resourcesOf(template));
  expect(plain.filter(([, { Type }]) => /OSIS|OpenSearch/.test(Type))).toEqual([]);
});

test("the collection gets every ticket, with what lists show and what it describes, and nothing else of the table", () => {
  expect(way.table.source.dynamodb.tables).toEqual([
    {
      table_arn: expect.stringContaining("Table"),
      stream: { start_position: "LATEST" },
      export: expect.objectContaining({ s3_prefix: "export/" }),
    },
  ]);
  expect(way.tickets.processor).toEqual([
    { drop_events: { drop_when: '/item != "Ticket"' } },
    { select_entries: { include_keys: [...rowFields] } },
  ]);
  expect(way.descriptions.processor).toEqual([
    { drop_events: { drop_when: '/item != "Event"' } },
    { copy_values: { entries: [{ from_key: "changes/description/to", to_key: "description" }] } },
    { drop_events: { drop_when: "/description == null" } },
    { select_entries: { include_keys: ["ticketId", "description"] } },
  ]);
  const next = (name: string) => ({ pipeline: { name } });
  expect(way.table.sink).toEqual([next("tickets"), next("descriptions")]);
  expect([way.tickets.source, way.descriptions.source]).toEqual([next("table"), next("table")]);
});

test.each([
  ["tickets", "/id"],
  ["descriptions", "/ticketId"],
])("of the %s each is one document, and an older version of it never replaces a newer one", (name, id) => {
  expect(way[name].sink[0].opensearch).toMatchObject({
    index: name,
    document_id: ["$", `{${id}}`].join(""),
    document_version: ["$", '{getMetadata("document_version")}'].join(""),
    document_version_type: "external",
    aws: { serverless: true },
  });
});

test("the pipeline may export the table, follow its stream and write to the one collection, and no more", () => {
  const [[id]] = resourcesOf(search, "AWS::IAM::Role") as [[string, unknown]];
  expect(statementsOf(search, id).flatMap(actionsOf).sort()).toEqual([
    "aoss:APIAccessAll",
    "aoss:BatchGetCollection",
    "dynamodb:DescribeContinuousBackups",
    "dynamodb:DescribeExport",
    "dynamodb:DescribeStream",
    "dynamodb:DescribeTable",
    "dynamodb:ExportTableToPointInTime",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "s3:AbortMultipartUpload",
    "s3:GetObject",
    "s3:PutObject",
    "s3:PutObjectAcl",
  ]);
});

test("the table can be exported and followed: it keeps its past, and its stream has what items become", () => {
  templates.data?.hasResourceProperties("AWS::DynamoDB::Table", {
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    StreamSpecification: { StreamViewType: "NEW_IMAGE" },
  });
});

test("the table's export, which holds all that the table does, is public to nobody, and gone after two weeks", () => {
  const closed = {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  };
  search.hasResourceProperties("AWS::S3::Bucket", {
    PublicAccessBlockConfiguration: closed,
    LifecycleConfiguration: {
      Rules: [{ ExpirationInDays: 14, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: "Enabled" }],
    },
  });
});

test("only the pipeline may write to the collection, and it is encrypted", () => {
  search.hasResourceProperties("AWS::OpenSearchServerless::SecurityPolicy", {
    Type: "encryption",
    Policy: Match.serializedJson(Match.objectLike({ AWSOwnedKey: true })),
  });
  search.resourceCountIs("AWS::OpenSearchServerless::AccessPolicy", 1);
});

test("names stay as short as the services want them, and a stage has its own", () => {
  const namesIn = (stage: string) => {
    const long = { stage, openSearch: true, name: "the-help-desk-of-an-organisation".slice(0, 30) };
    const found = resourcesOf((synthesize(long) as Record<string, Template>).search as Template);
    return found.flatMap(([, { Properties }]) => String(Properties.Name ?? Properties.PipelineName ?? "") || []);
  };
  const [production, dev] = [namesIn("production"), namesIn("dev")];
  for (const name of [...production, ...dev]) expect(name.length).toBeLessThanOrEqual(28);
  expect(production.filter((name) => dev.includes(name))).toEqual([]);
});
