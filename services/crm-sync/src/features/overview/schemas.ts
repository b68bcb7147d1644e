import { Timestamp, Uuid } from '@postbus/contracts';
import { Type } from 'typebox';
import { nullable } from '../../nullable.ts';
import { SeriesQuery } from '../metrics/series-query.ts';
import { TimeZone } from '../metrics/time-zone.ts';

const Count = Type.Number();
const Followers = nullable(Type.Number({ description: 'null until they were measured, or if not granted' }));
const counts = { views: Count, likes: Count, comments: Count, shares: Count };

const Totals = Type.Object(
  { followers: Followers, ...counts },
  { description: 'As they stood at the end of the time' },
);

const Gained = Type.Object({
  followers: Followers,
  ...counts,
  engagementRate: nullable(
    Type.Number({ description: 'Gained likes, comments and shares for each gained view; null without' }),
  ),
  published: Type.Integer({ description: 'Posts that were published, by Postbus or elsewhere' }),
  failed: Type.Integer({ description: 'Publications that failed' }),
});

/** What an overview is asked for with. */
export const OverviewQuery = Type.Object({
  ...SeriesQuery.properties,
  accountId: Type.Optional(Type.Unsafe<string>({ ...Uuid, description: 'Every account unless told' })),
  timeZone: TimeZone,
});

/** Figures of a workspace, or of one of its accounts, over time. */
export const Overview = Type.Object({
  accountId: nullable(Uuid),
  from: Timestamp,
  to: Timestamp,
  interval: Type.String({ description: 'hour, day, week or month' }),
  timeZone: Type.String(),
  measuredSince: nullable(
    Type.String({ format: 'date-time', description: 'When figures were first collected' }),
  ),
  measuredAt: nullable(Type.String({ format: 'date-time', description: 'The last measurement of anything' })),
  totals: Totals,
  gained: Gained,
  before: nullable(Gained),
  points: Type.Array(Type.Object({ at: Timestamp, totals: Totals, gained: Gained })),
});
