import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { table as layout, rowFields } from "../../functions/store/table.ts";
import { inProduction, type Settings } from "../settings.ts";

/** The one table, laid out as functions/store/table.ts says. Nobody can do without its backups, so every stage has them. */
export function makeTable(scope: Construct, id: string, settings: Settings): Table {
  const table = new Table(scope, id, {
    partitionKey: text(layout.key.partition),
    sortKey: text(layout.key.sort),
    timeToLiveAttribute: layout.ttl,
    stream: StreamViewType.NEW_IMAGE,
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: inProduction(settings),
    removalPolicy: inProduction(settings) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...ceiling(settings),
  });
  for (const [indexName, { partition, sort, projects }] of Object.entries(layout.indexes)) {
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: text(partition),
      sortKey: text(sort),
      ...projections[projects],
      ...ceiling(settings),
    });
  }
  return table;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

const projections = {
  row: { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...rowFields] },
  all: { projectionType: ProjectionType.ALL },
};

const ceiling = ({ maxReadUnits, maxWriteUnits }: Settings) => ({
  ...(maxReadUnits && { maxReadRequestUnits: maxReadUnits }),
  ...(maxWriteUnits && { maxWriteRequestUnits: maxWriteUnits }),
});
