import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type PostingHours, postingHoursQuery } from '../../api/analytics.ts';
import { formatCount, formatNumber } from '../../components/format.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { ownZone } from '../../components/own-zone.ts';
import { Problem } from '../../components/problem.tsx';
import { ChartCard } from './chart-card.tsx';
import { Section } from './section.tsx';

const title = 'Best hours to post';

/** At which hours of the day posts of an account do best, on the clock of whoever looks. */
export function HoursSection({ accountId }: { accountId: string | null }) {
  if (accountId === null) {
    return (
      <Section title={title}>
        <Text size="sm" c="dimmed">
          Every audience has its own hours: choose an account above.
        </Text>
      </Section>
    );
  }
  return <HoursOf accountId={accountId} />;
}

function HoursOf({ accountId }: { accountId: string }) {
  const timeZone = ownZone();
  const { data, error, refetch } = useQuery(postingHoursQuery(accountId, timeZone));
  if (data && data.best !== null) return <HoursChart hours={data} best={data.best} />;
  return (
    <Section title={title}>
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={1} height={280} />}
      {data && (
        <Text size="sm" c="dimmed">
          No post of the last 90 days has had its first day measured yet.
        </Text>
      )}
    </Section>
  );
}

const clock = (hour: number): string => `${`${hour % 24}`.padStart(2, '0')}:00`;

const HoursChart = ({ hours: { hours, posts, timeZone }, best }: { hours: PostingHours; best: number }) => (
  <ChartCard
    kind="bars"
    title={title}
    data={hours.map(({ hour, score, views, posts }) => ({ at: hour, score, views, posts }))}
    series={[{ name: 'score', label: 'Expected views after a day', color: 'teal.6' }]}
    columns={[
      { name: 'posts', label: 'Posts' },
      { name: 'views', label: 'Mean views after a day' },
      { name: 'score', label: 'Expected views' },
    ]}
    order="as given"
    formatAt={clock}
    nameAt={(hour) => `${clock(hour)} to ${clock(hour + 1)}`}
    formatValue={formatCount}
    exactValue={formatNumber}
    atLabel="Hour"
    summary={`Best from ${clock(best)} to ${clock(best + 1)} (${timeZone}), by ${formatNumber(posts)} ${posts === 1 ? 'post' : 'posts'} of the last 90 days and their views after the first day.`}
  />
);
