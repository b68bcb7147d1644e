import { Button, Stack } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { useAccounts } from '../../api/accounts.ts';
import { overviewQuery, type Scope } from '../../api/analytics.ts';
import { Empty } from '../../components/empty.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { ownZone } from '../../components/own-zone.ts';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { ExportMenu } from './export-menu.tsx';
import { Filters } from './filters.tsx';
import { HashtagsSection } from './hashtags-section.tsx';
import { HoursSection } from './hours-section.tsx';
import { OverviewSection } from './overview-section.tsx';
import { PublicationsSection } from './publications-section.tsx';
import { daysOf, rangeOf } from './range.ts';
import { TopPostsSection } from './top-posts-section.tsx';

const title = 'Analytics';

/** Figures over time, for one account or all of them. What is chosen is in the address, so that it can be shared. */
export default function AnalyticsPage() {
  const [query, setQuery] = useSearchParams();
  const { data: accounts } = useAccounts();
  const now = new Date();
  const range = rangeOf(query, now);
  const accountId = query.get('account');
  const timeZone = ownZone();
  const scope: Scope = {
    from: range.from.toISOString(),
    ...(range.to && { to: range.to.toISOString() }),
    ...(accountId && { accountId }),
  };
  const { data, error, refetch } = useQuery(overviewQuery({ ...scope, interval: range.interval, timeZone }));
  const choose = (changes: Record<string, string | null>) =>
    setQuery(
      (known) => {
        const next = new URLSearchParams(known);
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  if (accounts?.length === 0) return <WithoutAccounts />;
  const [onlyAccount, another] = accounts ?? [];
  return (
    <Page
      title={title}
      description="How accounts and posts do, wherever the posts were made."
      actions={
        <ExportMenu
          scope={scope}
          interval={range.interval}
          timeZone={timeZone}
          days={daysOf(range, now).join(' to ')}
        />
      }
    >
      <Filters accounts={accounts ?? []} accountId={accountId} range={range} onChoose={choose} />
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={2} height={200} />}
      <Stack>
        {data && <OverviewSection overview={data} />}
        <TopPostsSection scope={scope} />
        <HoursSection accountId={accountId ?? (another ? null : (onlyAccount?.accountId ?? null))} />
        <HashtagsSection accountId={accountId} />
        {data && <PublicationsSection overview={data} />}
      </Stack>
    </Page>
  );
}

const WithoutAccounts = () => (
  <Page title={title}>
    <Empty
      icon={<IconChartLine />}
      title="No figures yet"
      actions={
        <Button component={Link} to="/platforms/connect/tiktok">
          Connect an account
        </Button>
      }
    >
      Connect an account: its followers and the views of its posts are collected from then on.
    </Empty>
  </Page>
);
