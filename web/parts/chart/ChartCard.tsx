import { Trans } from "@lingui/react/macro";
import { Card, Group, Table, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import styles from "./chart.module.css";

/** The figures of a chart, as text. The first cell of a row names it. */
type Figures = { columns: readonly string[]; rows: readonly (readonly [string, ...(string | number)[]])[] };
type Props = { title: string; note?: ReactNode; figures: Figures; children: ReactNode; className?: string | undefined };

/** A chart with its title, and the same figures as a table for who reads those better. */
export function ChartCard({ title, note, figures, children, className }: Props) {
  const id = useId();
  return (
    <Card component="section" withBorder aria-labelledby={id} className={className}>
      <Group justify="space-between" gap="xs" mb="sm">
        <Title order={2} size="h5" id={id}>
          {title}
        </Title>
        {note && (
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        )}
      </Group>
      <div className={styles.drawing}>{children}</div>
      <details className={styles.details}>
        <summary>
          <Trans>Show as a table</Trans>
        </summary>
        <FigureTable title={title} figures={figures} />
      </details>
    </Card>
  );
}

function FigureTable({ title, figures: { columns, rows } }: { title: string; figures: Figures }) {
  return (
    <Table aria-label={title} verticalSpacing={4} className={styles.table}>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column} scope="col">
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, ...values], place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may have the same name
          <Table.Tr key={place}>
            <Table.Th scope="row">{name}</Table.Th>
            {values.map((value, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column's
              <Table.Td key={index}>{value}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
