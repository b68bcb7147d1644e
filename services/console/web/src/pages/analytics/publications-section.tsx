import type { Interval, Overview } from '../../api/analytics.ts';
import { formatNumber, formatRate } from '../../components/format.ts';
import { ChartCard } from './chart-card.tsx';
import { eachLabels, intervalLabel, intervalName } from './chart-words.ts';

/** How many publications ended well and badly. */
export function PublicationsSection({ overview }: { overview: Overview }) {
  const interval = overview.interval as Interval;
  const { published, failed } = overview.gained;
  const ended = published + failed;
  return (
    <ChartCard
      kind="bars"
      title={`Publications ${eachLabels[interval].toLowerCase()}`}
      data={overview.points.map(({ at, gained }) => ({
        at: Date.parse(at),
        published: gained.published,
        failed: gained.failed,
      }))}
      series={[
        { name: 'published', label: 'Published', color: 'indigo.6' },
        { name: 'failed', label: 'Failed', color: 'red.6' },
      ]}
      formatAt={(at) => intervalLabel(at, interval)}
      nameAt={(at) => intervalName(at, interval)}
      formatValue={formatNumber}
      atLabel={interval === 'hour' ? 'Hour' : 'From'}
      summary={
        ended === 0
          ? 'Nothing was published in this time.'
          : `${formatNumber(published)} published, ${formatNumber(failed)} failed: ${formatRate(published / ended)} went well.`
      }
    />
  );
}
