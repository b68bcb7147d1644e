import type { Queryable } from '@postbus/db';
import { accountCollections, accountMetrics, tiktokVideos } from '@postbus/db/crm-sync';
import { type SQL, sql } from 'drizzle-orm';
import {
  type BucketedRequest,
  bucketOf,
  dated,
  type Gains,
  moment,
  msOf,
  type Numbered,
  type OverviewRequest,
} from './intervals.ts';

const accountsOf = ({ workspaceId, accountId }: OverviewRequest): SQL => sql`
  select account_id, measured_at from ${accountCollections}
  where workspace_id = ${workspaceId} ${accountId === undefined ? sql`` : sql`and account_id = ${accountId}`}`;

/** How many followers accounts gained in each interval. An account counts from its first measurement. */
export async function readFollowerGains(
  db: Queryable,
  request: BucketedRequest,
): Promise<Gains<{ followers: number }>[]> {
  const { begin, to } = request;
  const rows = await db.execute<Numbered<{ followers: number }>>(sql`
    with account as materialized (
      select account.account_id, last.followers as start from (${accountsOf(request)}) as account left join lateral (
        select m.followers from ${accountMetrics} as m
        where m.account_id = account.account_id and m.measured_at < ${moment(begin)} and m.followers is not null
        order by m.measured_at desc limit 1) as last on true
    ), measured as (
      select m.account_id, m.measured_at, m.followers, account.start,
        ${bucketOf(sql`m.measured_at`, request)} as bucket
      from account join ${accountMetrics} as m using (account_id)
      where m.measured_at >= ${moment(begin)} and m.measured_at < ${moment(to)} and m.followers is not null
    ), first as (
      select distinct on (account_id) account_id, followers from measured order by account_id, measured_at
    ), stepped as (
      select bucket, measured.followers - coalesce(
        lag(measured.followers) over (partition by account_id order by measured_at), start, first.followers) as gained
      from measured join first using (account_id)
    )
    select bucket, sum(gained)::float8 as followers from stepped group by bucket`);
  return dated(rows, request);
}

/** How many followers all accounts had together at the end of the time; null if none was ever measured. */
export async function readFollowers(db: Queryable, request: OverviewRequest): Promise<number | null> {
  const [row] = await db.execute<{ followers: number | null }>(sql`
    select sum(last.followers)::float8 as followers
    from (${accountsOf(request)}) as account cross join lateral (
      select m.followers from ${accountMetrics} as m
      where m.account_id = account.account_id and m.measured_at < ${moment(request.to)} and m.followers is not null
      order by m.measured_at desc limit 1) as last`);
  return row?.followers ?? null;
}

/** When figures were first and last collected; null if never. */
export async function readMeasuredTimes(
  db: Queryable,
  request: OverviewRequest,
): Promise<{ since: number | null; last: number | null }> {
  const { workspaceId, accountId } = request;
  const [row] = await db.execute<{ since: number | null; last: number | null }>(sql`
    with account as materialized (
      select account.measured_at, first.measured_at as since
      from (${accountsOf(request)}) as account left join lateral (
        select m.measured_at from ${accountMetrics} as m
        where m.account_id = account.account_id order by m.measured_at limit 1) as first on true
    ), video as materialized (
      select min(first_seen_at) as since, max(measured_at) as measured_at from ${tiktokVideos}
      where workspace_id = ${workspaceId} ${accountId === undefined ? sql`` : sql`and account_id = ${accountId}`}
        and measured_at is not null
    )
    select ${msOf(sql`least((select min(since) from account), (select since from video))`)} as since,
      ${msOf(sql`greatest((select max(measured_at) from account), (select measured_at from video))`)} as last`);
  return row ?? { since: null, last: null };
}
