import type { PostMetrics } from '../../api/analytics.ts';
import { formatCount, formatNumber, formatRate } from '../../components/format.ts';
import { absoluteTime } from '../../components/moment.tsx';
import { ChartCard } from './chart-card.tsx';
import { summaryOf } from './chart-words.ts';
import { metricLabels, rateTitle } from './figures.ts';
import { type PostMetricName, postPointsOf } from './post-figures.ts';

interface Props {
  metric: PostMetricName;
  metrics: PostMetrics;
  publishedAt: string | null;
}

const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' });
const hour = new Intl.DateTimeFormat('en', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** On an axis of fewer days a day would stand several times. */
const hourlyUpToMs = 6 * 24 * 3_600_000;

/** One figure of a post, at every measurement. */
export function PostChart({ metric, metrics, publishedAt }: Props) {
  const points = postPointsOf(metrics, metric, publishedAt);
  const isRate = metric === 'engagementRate';
  const label = metricLabels[metric];
  const ageMs = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0);
  const axis = ageMs > hourlyUpToMs ? day : hour;
  const exact = isRate ? formatRate : formatNumber;
  const nameAt = (at: number) => absoluteTime(new Date(at));
  return (
    <ChartCard
      kind="area"
      isContinuous
      title={isRate ? rateTitle : `${label} over time`}
      data={points.map(({ at, value }) => ({ at, value }))}
      series={[{ name: 'value', label, color: 'indigo.6' }]}
      formatAt={(at) => axis.format(at)}
      formatValue={isRate ? formatRate : formatCount}
      hasFractions={isRate}
      exactValue={exact}
      nameAt={nameAt}
      atLabel="Measured"
      summary={summaryOf(label, points, { at: nameAt, value: exact })}
    />
  );
}
