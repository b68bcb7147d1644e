import { Timestamp, Uuid } from '@postbus/contracts';
import { Type } from 'typebox';
import { nullable } from '../../nullable.ts';

const Count = Type.Number();

export const GrowthItem = Type.Object({
  first: Count,
  last: Count,
  gained: Count,
  perDay: nullable(Count),
  ratio: nullable(Type.Number({ description: 'What was gained, as a part of the first value' })),
});

const EngagementRate = nullable(
  Type.Number({ description: 'Likes, comments and shares for each view; null without views' }),
);

const span = {
  from: Timestamp,
  to: Timestamp,
  interval: Type.String({ description: 'hour, day, week or month' }),
};

const Moment = {
  at: Type.String({ format: 'date-time', description: 'When the interval begins' }),
  measuredAt: Type.String({ format: 'date-time', description: 'The last measurement within the interval' }),
};

/** Figures of a post over time. */
export const PostMetrics = Type.Object({
  id: Uuid,
  accountId: Uuid,
  ...span,
  points: Type.Array(
    Type.Object({
      ...Moment,
      views: Count,
      likes: Count,
      comments: Count,
      shares: Count,
      engagementRate: EngagementRate,
    }),
  ),
  growth: nullable(
    Type.Object({ views: GrowthItem, likes: GrowthItem, comments: GrowthItem, shares: GrowthItem }),
  ),
  engagementRate: EngagementRate,
});

/** Figures of an account over time. */
export const AccountMetrics = Type.Object({
  accountId: Uuid,
  ...span,
  points: Type.Array(
    Type.Object({
      ...Moment,
      followers: nullable(Count),
      following: nullable(Count),
      likes: nullable(Count),
      videos: nullable(Count),
    }),
  ),
  growth: Type.Object({
    followers: nullable(GrowthItem),
    following: nullable(GrowthItem),
    likes: nullable(GrowthItem),
    videos: nullable(GrowthItem),
  }),
  posts: Type.Object(
    { posts: Count, views: Count, likes: Count, comments: Count, shares: Count },
    { description: 'What the posts that were made within this time add up to, as they stand now' },
  ),
  engagementRate: EngagementRate,
});

/** Which hours of the day are good ones to post at. */
export const PostingHours = Type.Object({
  accountId: Uuid,
  timeZone: Type.String(),
  from: Timestamp,
  to: Timestamp,
  posts: Type.Integer({ description: 'That were measured at the end of their first day' }),
  best: nullable(Type.Integer({ minimum: 0, maximum: 23 })),
  hours: Type.Array(
    Type.Object({
      hour: Type.Integer({ minimum: 0, maximum: 23 }),
      posts: Type.Integer(),
      views: nullable(Count),
      score: nullable(Count),
    }),
  ),
});
