import { Alert, Anchor, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Interval, Overview } from '../../api/analytics.ts';
import { formatCount, formatNumber, formatRate } from '../../components/format.ts';
import { absoluteTime } from '../../components/moment.tsx';
import { ChartCard } from './chart-card.tsx';
import { eachLabels, intervalLabel, intervalName, summaryOf } from './chart-words.ts';
import { FigureTile } from './figure-tile.tsx';
import { figuresOf, type MetricName, metricLabels, rateTitle } from './figures.ts';

/** What was gained, beside the time before, and one figure of it over time. */
export function OverviewSection({ overview }: { overview: Overview }) {
  const [metric, setMetric] = useState<MetricName>('views');
  return (
    <Stack component="section" aria-label="Figures">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
        {figuresOf(overview).map((figure) => (
          <FigureTile
            key={figure.name}
            figure={figure}
            isChosen={figure.name === metric}
            onChoose={() => setMetric(figure.name)}
          />
        ))}
      </SimpleGrid>
      <MeasuredNote overview={overview} />
      <MetricChart metric={metric} overview={overview} />
    </Stack>
  );
}

function MeasuredNote({ overview: { measuredAt, measuredSince, before } }: { overview: Overview }) {
  if (measuredAt === null || measuredSince === null) {
    return (
      <Alert icon={<IconInfoCircle />} variant="light" title="No figures yet">
        They come a few minutes after an account was connected with the permissions “Figures” and “Videos”.{' '}
        <Anchor component={Link} to="/platforms/connect/tiktok" size="sm" underline="always">
          Look at the accounts
        </Anchor>
      </Alert>
    );
  }
  return (
    <Text size="xs" c="dimmed">
      Last measured {absoluteTime(measuredAt)}.{' '}
      {before
        ? 'Changes are against the same length of time before.'
        : `There is nothing to compare with yet: figures are collected since ${absoluteTime(measuredSince)}.`}
    </Text>
  );
}

function MetricChart({ metric, overview }: { metric: MetricName; overview: Overview }) {
  const [wish, setMode] = useState('gained');
  const isRate = metric === 'engagementRate';
  const mode = isRate ? 'gained' : wish;
  const interval = overview.interval as Interval;
  const label = metricLabels[metric];
  const points = overview.points.map(({ at, gained, totals }) => ({
    at: Date.parse(at),
    value: mode === 'gained' || isRate ? gained[metric] : totals[metric as keyof typeof totals],
  }));
  const formatAt = (at: number) => intervalLabel(at, interval);
  const formatValue = isRate ? formatRate : formatCount;
  return (
    <ChartCard
      kind={mode === 'gained' && !isRate ? 'bars' : 'area'}
      title={
        isRate ? rateTitle : `${label} ${mode === 'gained' ? eachLabels[interval].toLowerCase() : 'in all'}`
      }
      data={points}
      series={[{ name: 'value', label, color: 'indigo.6' }]}
      formatAt={formatAt}
      formatValue={formatValue}
      hasFractions={isRate}
      exactValue={isRate ? formatRate : formatNumber}
      nameAt={(at) => intervalName(at, interval)}
      atLabel={interval === 'hour' ? 'Hour' : 'From'}
      summary={summaryOf(label, points, { at: formatAt, value: isRate ? formatRate : formatNumber })}
      controls={
        !isRate && (
          <SegmentedControl
            size="xs"
            aria-label="What is counted"
            value={mode}
            onChange={setMode}
            data={[
              { value: 'gained', label: eachLabels[interval] },
              { value: 'total', label: 'In all' },
            ]}
          />
        )
      }
    />
  );
}
