import type { Database } from '@postbus/db';
import type { Static } from 'typebox';
import { accountNotFound, postNotFound } from '../../errors.ts';
import { findAccount } from '../accounts/repository.ts';
import { findPost } from '../posts/repository.ts';
import { accountGrowthOf } from './account-series.ts';
import { postingHoursOf } from './best-hours.ts';
import { engagementRateOf } from './growth.ts';
import { postSeriesOf } from './post-series.ts';
import {
  readAccountBefore,
  readAccountSeries,
  readFirstDays,
  readPostBefore,
  readPostSeries,
  sumOfPosts,
} from './repository.ts';
import type { AccountMetrics, PostingHours, PostMetrics } from './schemas.ts';
import { type SeriesQuery, type Span, spanOf } from './series-query.ts';
import { checkTimeZone } from './time-zone.ts';

const dayMs = 24 * 3_600_000;

const shown = ({ from, to, interval }: Span) => ({
  from: from.toISOString(),
  to: to.toISOString(),
  interval,
});

/** Figures over time, of a workspace's accounts and posts. `clock` gives milliseconds since 1970. */
export function createMetricsReader({ db, clock }: { db: Database; clock: () => number }) {
  return {
    /** Raises `account_not_found` and `validation_failed`. */
    async ofAccount(
      workspaceId: string,
      accountId: string,
      query: Static<typeof SeriesQuery>,
    ): Promise<Static<typeof AccountMetrics>> {
      const span = spanOf(query, new Date(clock()));
      if (!(await findAccount(db, workspaceId, accountId))) throw accountNotFound();
      const [series, before, posts] = await Promise.all([
        readAccountSeries(db, accountId, span),
        readAccountBefore(db, accountId, span.from),
        sumOfPosts(db, accountId, span),
      ]);
      return {
        accountId,
        ...shown(span),
        points: series.map(({ bucket, measuredAt, ...figures }) => ({
          at: bucket.toISOString(),
          measuredAt: measuredAt.toISOString(),
          ...figures,
        })),
        growth: accountGrowthOf(before, series),
        posts,
        engagementRate: engagementRateOf(posts),
      };
    },

    /** Raises `post_not_found` and `validation_failed`. */
    async ofPost(
      workspaceId: string,
      id: string,
      query: Static<typeof SeriesQuery>,
    ): Promise<Static<typeof PostMetrics>> {
      const span = spanOf(query, new Date(clock()));
      const found = await findPost(db, workspaceId, id);
      if (!found) throw postNotFound();
      const { accountId, platformPostIds: videoIds, publishedAt } = found.post;
      const [measurements, before] = await Promise.all([
        readPostSeries(db, { accountId, videoIds }, span),
        readPostBefore(db, { accountId, videoIds }, span.from),
      ]);
      const { points, ...rest } = postSeriesOf({ measurements, before, from: span.from, publishedAt });
      return {
        id,
        accountId,
        ...shown(span),
        points: points.map((point) => ({
          ...point,
          at: point.at.toISOString(),
          measuredAt: point.measuredAt.toISOString(),
        })),
        ...rest,
      };
    },

    /** Raises `account_not_found`, and `validation_failed` for a timezone that there is not. */
    async postingHours(
      workspaceId: string,
      accountId: string,
      { days, timeZone }: { days: number; timeZone: string },
    ): Promise<Static<typeof PostingHours>> {
      checkTimeZone(timeZone);
      if (!(await findAccount(db, workspaceId, accountId))) throw accountNotFound();
      // A post of the last day has not had its day yet.
      const to = new Date(clock() - dayMs);
      const from = new Date(to.getTime() - days * dayMs);
      const posts = await readFirstDays(db, accountId, { from, to });
      const { hours, best } = postingHoursOf(posts, timeZone);
      return {
        accountId,
        timeZone,
        from: from.toISOString(),
        to: to.toISOString(),
        posts: posts.length,
        best,
        hours,
      };
    },
  };
}
export type MetricsReader = ReturnType<typeof createMetricsReader>;
