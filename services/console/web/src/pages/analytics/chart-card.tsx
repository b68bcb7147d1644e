import { Group, Paper, SegmentedControl, Skeleton, Table, Text, Title } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { WideTable } from '../../components/wide-table.tsx';
import type { Series, TimeChartProps } from './time-chart.tsx';

const TimeChart = lazy(() => import('./time-chart.tsx'));

interface Props extends TimeChartProps {
  /** What stands beside the title, such as a choice. */
  controls?: ReactNode;
  /** The chart in a sentence. */
  summary: string;
  /** What an interval is called in the table. */
  atLabel: string;
  /** In the table, where there is more room than on the axis. */
  nameAt?: (at: number) => string;
  /** How the table says a value in full. */
  exactValue?: (value: number) => string;
  /** What the table has beside the interval; the series unless told. */
  columns?: Pick<Series, 'name' | 'label'>[];
  /** Of the table: over time the newest is what people look for. */
  order?: 'newest first' | 'as given';
}

/** A chart with its title, in a sentence, and as a table for whoever would rather read it. */
export function ChartCard({ controls, summary, ...table }: Props) {
  const { atLabel, nameAt, exactValue, columns, order = 'newest first', ...chart } = table;
  const [view, setView] = useState('chart');
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} component="section" aria-label={chart.title}>
      <Group justify="space-between" gap="sm" mb="xs">
        <Title order={2} size="h5">
          {chart.title}
        </Title>
        <Group gap="xs">
          {controls}
          <SegmentedControl
            size="xs"
            aria-label={`${chart.title} as`}
            value={view}
            onChange={setView}
            data={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
          />
        </Group>
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        {summary}
      </Text>
      {view === 'chart' ? (
        <Suspense fallback={<Skeleton h={280} role="status" aria-label="Loading" />}>
          <TimeChart {...chart} />
        </Suspense>
      ) : (
        <ChartTable
          label={`${chart.title}, table`}
          rows={order === 'as given' ? chart.data : chart.data.toReversed()}
          columns={columns ?? chart.series}
          atLabel={atLabel}
          nameAt={nameAt ?? chart.formatAt}
          exactValue={exactValue ?? chart.formatValue}
        />
      )}
    </Paper>
  );
}

interface TableProps {
  label: string;
  rows: TimeChartProps['data'];
  columns: Pick<Series, 'name' | 'label'>[];
  atLabel: string;
  nameAt: (at: number) => string;
  exactValue: (value: number) => string;
}

const ChartTable = ({ label, rows, columns, atLabel, nameAt, exactValue }: TableProps) => (
  <WideTable label={label} minWidth={280} maxHeight={420}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{atLabel}</Table.Th>
        {columns.map(({ name, label }) => (
          <Table.Th key={name} ta="right">
            {label}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {rows.map(({ at, ...values }) => (
        <Table.Tr key={at}>
          <Table.Td>{nameAt(at ?? 0)}</Table.Td>
          {columns.map(({ name }) => (
            <Table.Td key={name} ta="right">
              {typeof values[name] === 'number' ? exactValue(values[name]) : '–'}
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </Table.Tbody>
  </WideTable>
);
