import { type Static, Type } from 'typebox';
import { Timestamp, Uuid } from '../cloud-event.ts';
import { defineEvent, Platform } from '../define-event.ts';

export const PostQuotaData = Type.Object({
  accountId: Uuid,
  platform: Platform,
  quota: Type.Union([Type.Literal('direct_posts'), Type.Literal('pending_shares')], {
    description:
      'direct_posts: posts published in 24 hours. pending_shares: drafts that the creator has not finished, of 24 hours',
  }),
  level: Type.Union([Type.Literal('warning'), Type.Literal('exhausted')], {
    description: 'warning: 80 % are used. exhausted: what comes next waits',
  }),
  used: Type.Integer(),
  limit: Type.Integer(),
  windowSeconds: Type.Integer(),
  resetsAt: Type.Union([Timestamp, Type.Null()], {
    description: 'When a place becomes free, if that is known',
  }),
});
export type PostQuotaData = Static<typeof PostQuotaData>;

export const postQuota = defineEvent({
  type: 'post.quota',
  owner: 'uploader',
  stream: 'POSTS',
  description: 'A creator has used most or all of what TikTok allows in a day.',
  subjectPattern: 'post.quota.<platform>.<level>.<workspace>',
  subject: ({ data, workspaceid }) => `post.quota.${data.platform}.${data.level}.${workspaceid}`,
  data: PostQuotaData,
});
