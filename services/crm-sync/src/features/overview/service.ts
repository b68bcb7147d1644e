import type { Database } from '@postbus/db';
import type { Static } from 'typebox';
import { accountNotFound } from '../../errors.ts';
import { findAccount } from '../accounts/repository.ts';
import { spanOf } from '../metrics/series-query.ts';
import { checkTimeZone, timeZoneUnknown } from '../metrics/time-zone.ts';
import { readFollowerGains, readFollowers, readMeasuredTimes } from './followers.ts';
import { type OverviewRequest, readIntervals } from './intervals.ts';
import { overviewOf } from './overview-of.ts';
import { readEndedPosts, readPostGains, readPostTotals } from './repository.ts';
import type { Overview, OverviewQuery } from './schemas.ts';

const isoOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Figures over time of all that a workspace has. `clock` gives milliseconds since 1970. */
export function createOverviewReader({ db, clock }: { db: Database; clock: () => number }) {
  /**
   * Raises `account_not_found` and `validation_failed`.
   *
   * `before` is null unless figures were collected all through the time before.
   */
  return async (
    workspaceId: string,
    query: Static<typeof OverviewQuery>,
  ): Promise<Static<typeof Overview>> => {
    const { accountId, timeZone } = query;
    checkTimeZone(timeZone);
    const span = spanOf(query, new Date(clock()));
    if (accountId !== undefined && !(await findAccount(db, workspaceId, accountId))) throw accountNotFound();
    const begin = new Date(2 * span.from.getTime() - span.to.getTime());
    const request = { ...span, workspaceId, timeZone, begin, ...(accountId !== undefined && { accountId }) };
    const { measured, ...figures } = await read(db, request);
    const { points, gained, before } = overviewOf(figures);
    return {
      accountId: accountId ?? null,
      from: span.from.toISOString(),
      to: span.to.toISOString(),
      interval: span.interval,
      timeZone,
      measuredSince: isoOf(measured.since),
      measuredAt: isoOf(measured.last),
      totals: figures.totals,
      gained,
      before: measured.since !== null && measured.since <= begin.getTime() ? before : null,
      points: points.map(({ atMs, ...point }) => ({ at: new Date(atMs).toISOString(), ...point })),
    };
  };
}
export type OverviewReader = ReturnType<typeof createOverviewReader>;

/** All of one moment: what is measured meanwhile would be in some figures and not in others. */
async function read(db: Database, request: OverviewRequest) {
  try {
    return await db.transaction(
      async (tx) => {
        const intervals = await readIntervals(tx, request);
        const bucketed = { ...request, intervals };
        return {
          intervals,
          totals: { ...(await readPostTotals(tx, request)), followers: await readFollowers(tx, request) },
          posts: await readPostGains(tx, bucketed),
          followers: await readFollowerGains(tx, bucketed),
          ended: await readEndedPosts(tx, bucketed),
          measured: await readMeasuredTimes(tx, request),
        };
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    );
  } catch (error) {
    if (isUnknownToDatabase(error)) throw timeZoneUnknown();
    throw error;
  }
}

/** PostgreSQL's list of timezones may be another one than ours. `22023`: invalid parameter value. */
const isUnknownToDatabase = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: string } | undefined)?.code === '22023';
