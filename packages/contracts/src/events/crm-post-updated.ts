import { type Static, Type } from 'typebox';
import { Timestamp, Uuid } from '../cloud-event.ts';
import { defineEvent, Platform } from '../define-event.ts';
import { PublicationFailure } from './post-status.ts';

const Count = Type.Integer({ minimum: 0 });

export const CrmPostData = Type.Object({
  id: Uuid,
  platform: Platform,
  source: Type.Union([Type.Literal('postbus'), Type.Literal('tiktok')], {
    description: 'tiktok: made in the app or with another tool',
  }),
  publicationId: Type.Union([Uuid, Type.Null()], { description: 'The same as id, if Postbus made the post' }),
  accountId: Uuid,
  postbusPostId: Type.Union([Uuid, Type.Null()]),
  mode: Type.Union([Type.String(), Type.Null()]),
  status: Type.String(),
  publishId: Type.Union([Type.String(), Type.Null()]),
  postIds: Type.Array(Type.String({ pattern: '^[0-9]+$' }), {
    description: "The platform's ids of the public posts, 64-bit numbers as strings",
  }),
  caption: Type.Union([Type.String(), Type.Null()]),
  hashtags: Type.Array(Type.String()),
  mediaId: Type.Union([Uuid, Type.Null()]),
  failure: Type.Union([PublicationFailure, Type.Null()]),
  scheduledAt: Type.Union([Timestamp, Type.Null()]),
  publishedAt: Type.Union([Timestamp, Type.Null()]),
  shareUrl: Type.Union([Type.String(), Type.Null()]),
  missingSince: Type.Union([Timestamp, Type.Null()], {
    description: 'Since when the platform does not know it any more: deleted, or not public',
  }),
  figures: Type.Union([
    Type.Object({ views: Count, likes: Count, comments: Count, shares: Count, measuredAt: Timestamp }),
    Type.Null(),
  ]),
  replaces: Type.Array(Uuid, {
    description: 'Ids that this post had while nobody knew that Postbus had made it: gone for good',
  }),
  version: Type.Integer({
    description: 'Counts the changes of the post; of equal ones that with the latest measuredAt is true',
  }),
  updatedAt: Timestamp,
});
export type CrmPostData = Static<typeof CrmPostData>;

export const crmPostUpdated = defineEvent({
  type: 'crm.post.updated',
  owner: 'crm-sync',
  stream: 'CRM',
  description: 'The row of a post in the CRM tables is new or has changed, or its figures have.',
  subjectPattern: 'crm.post.updated.<platform>.<workspace>',
  subject: ({ data, workspaceid }) => `crm.post.updated.${data.platform}.${workspaceid}`,
  data: CrmPostData,
});
