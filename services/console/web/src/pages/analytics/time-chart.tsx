import '@mantine/charts/styles.css';
import { AreaChart, BarChart, ChartTooltip } from '@mantine/charts';

export interface Series {
  name: string;
  label: string;
  color: string;
}

export interface TimeChartProps {
  /** Bars for what happened within an interval, an area for what there was at a moment. */
  kind: 'bars' | 'area';
  /** Told by a screen reader. */
  title: string;
  /** Each with `at` in milliseconds and a value for each series. */
  data: Record<string, number | null>[];
  series: Series[];
  formatAt: (at: number) => string;
  formatValue: (value: number) => string;
  /** Moments at distances of their own, rather than intervals side by side. */
  isContinuous?: boolean;
  /** Whether values between whole numbers make sense. */
  hasFractions?: boolean;
}

const ticksOfAxis = 6;

/** Moments at equal distances from the first to the last. */
function evenTicks(moments: number[]): number[] {
  const [first = 0, last = first] = [moments[0], moments.at(-1)];
  return Array.from(
    { length: ticksOfAxis },
    (_, tick) => first + ((last - first) * tick) / (ticksOfAxis - 1),
  );
}

/** A chart over time, which the arrow keys walk along. Loaded by itself: the charts are large. */
export default function TimeChart({
  kind,
  title,
  data,
  series,
  formatAt,
  formatValue,
  isContinuous = false,
  hasFractions = false,
}: TimeChartProps) {
  const isStacked = series.length > 1;
  const common = {
    h: 280,
    data,
    dataKey: 'at',
    series,
    valueFormatter: formatValue,
    withLegend: isStacked,
    xAxisProps: {
      tickFormatter: formatAt,
      minTickGap: 24,
      interval: 'equidistantPreserveStart' as const,
      ...(isContinuous && {
        type: 'number' as const,
        scale: 'time' as const,
        domain: ['dataMin', 'dataMax'] as [string, string],
        ticks: evenTicks(data.map(({ at }) => at ?? 0)),
      }),
    },
    yAxisProps: { allowDecimals: hasFractions, width: 56 },
    tooltipProps: {
      content: ({ label, payload }: { label?: unknown; payload?: readonly object[] }) => (
        <ChartTooltip
          label={typeof label === 'number' ? formatAt(label) : ''}
          payload={payload as Record<string, unknown>[] | undefined}
          series={series}
          valueFormatter={formatValue}
        />
      ),
    },
  };
  return kind === 'bars' ? (
    <BarChart
      {...common}
      {...(isStacked && { type: 'stacked' as const })}
      maxBarWidth={36}
      barChartProps={{ title }}
    />
  ) : (
    <AreaChart
      {...common}
      curveType="linear"
      withDots={data.length <= 2}
      areaChartProps={{ title }}
      yAxisProps={{ ...common.yAxisProps, domain: [hasFractions ? 0 : 'auto', 'auto'] }}
    />
  );
}
