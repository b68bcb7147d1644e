import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Group, Paper, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useAccounts } from '../../api/accounts.ts';
import { usePublished } from '../../api/activity.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { dailyCounts } from './daily-counts.ts';

const days = 30;

/** The last thirty days. The start of the day, so that the question stays the same while the page is open. */
function firstDay(now: Date): Date {
  const start = new Date(now);
  start.setHours(0, 0, 0, 0);
  start.setDate(start.getDate() - days + 1);
  return start;
}

/** What was published over time, for one account or for all of them. */
export default function AnalyticsPage() {
  const [accountId, setAccountId] = useState<string | null>(null);
  const { data: accounts = [] } = useAccounts();
  const now = new Date();
  const { data: posts, error, refetch } = usePublished(accountId, firstDay(now));
  const counts = posts && dailyCounts(posts, { days, now });
  const sum = (of: 'Published' | 'Failed') => counts?.reduce((total, count) => total + count[of], 0) ?? 0;
  const ended = sum('Published') + sum('Failed');
  return (
    <Page title="Analytics" description={`What was published in the last ${days} days.`}>
      <Group>
        <Select
          aria-label="Account"
          placeholder="Every account"
          clearable
          value={accountId}
          onChange={setAccountId}
          data={accounts.map(({ accountId, displayName, username }) => ({
            value: accountId,
            label: displayName ?? username ?? accountId,
          }))}
          w={{ base: '100%', xs: 240 }}
        />
      </Group>
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!counts && !error && <LoadingRows rows={2} height={160} />}
      {counts && (
        <Stack>
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <Figure name="Published" value={`${sum('Published')}`} />
            <Figure name="Failed" value={`${sum('Failed')}`} />
            <Figure
              name="Succeeded"
              value={ended === 0 ? '–' : `${Math.round((sum('Published') / ended) * 100)} %`}
            />
          </SimpleGrid>
          <Paper withBorder p="lg" component="section" aria-label="Publications a day">
            <Title order={2} size="h5" mb="md">
              Publications a day
            </Title>
            <BarChart
              h={280}
              data={counts}
              dataKey="day"
              type="stacked"
              withLegend
              yAxisProps={{ allowDecimals: false }}
              series={[
                { name: 'Published', color: 'indigo.6' },
                { name: 'Failed', color: 'red.6' },
              ]}
            />
          </Paper>
        </Stack>
      )}
    </Page>
  );
}

const Figure = ({ name, value }: { name: string; value: string }) => (
  <Paper withBorder p="lg">
    <Text size="sm" c="dimmed">
      {name}
    </Text>
    <Text fz={28} fw={650}>
      {value}
    </Text>
  </Paper>
);
