import { type Static, Type } from 'typebox';
import { Timestamp, Uuid } from '../cloud-event.ts';
import { defineEvent, Platform } from '../define-event.ts';

/** Where a publication is on its way. */
export const PublicationStatus = Type.Union(
  [
    Type.Literal('draft'),
    Type.Literal('scheduled'),
    Type.Literal('queued'),
    Type.Literal('initialising'),
    Type.Literal('uploading'),
    Type.Literal('processing'),
    Type.Literal('inbox_delivered'),
    Type.Literal('published'),
    Type.Literal('removed'),
    Type.Literal('failed'),
    Type.Literal('cancelled'),
    Type.Literal('unconfirmed'),
  ],
  {
    description:
      'unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again',
  },
);
export type PublicationStatus = Static<typeof PublicationStatus>;

export const PublicationFailure = Type.Object({
  code: Type.String({ description: "The platform's code, or one of Postbus" }),
  message: Type.String(),
  logId: Type.Union([Type.String(), Type.Null()], { description: 'For the support of the platform' }),
  retryable: Type.Boolean(),
});

export const PostStatusData = Type.Object({
  publicationId: Uuid,
  postId: Uuid,
  accountId: Uuid,
  platform: Platform,
  mode: Type.Union([Type.Literal('direct'), Type.Literal('inbox')]),
  status: PublicationStatus,
  previousStatus: Type.Union([PublicationStatus, Type.Null()]),
  version: Type.Integer({
    minimum: 1,
    description: 'Counts the changes of this publication; the highest is true',
  }),
  publishId: Type.Union([Type.String(), Type.Null()], { description: "TikTok's id of the publish task" }),
  platformPostIds: Type.Array(Type.String({ pattern: '^[0-9]+$' }), {
    description: 'Ids of the public posts, 64-bit numbers as strings; empty until moderation has ended',
  }),
  caption: Type.Union([Type.String(), Type.Null()]),
  mediaId: Type.Union([Uuid, Type.Null()]),
  failure: Type.Union([PublicationFailure, Type.Null()]),
  scheduledAt: Type.Union([Timestamp, Type.Null()]),
  publishedAt: Type.Union([Timestamp, Type.Null()]),
  occurredAt: Timestamp,
});
export type PostStatusData = Static<typeof PostStatusData>;

export const postStatus = defineEvent({
  type: 'post.status',
  owner: 'uploader',
  stream: 'POSTS',
  description: 'A publication changed its state, or TikTok told the id of its post.',
  subjectPattern: 'post.status.<platform>.<status>.<workspace>',
  subject: ({ data, workspaceid }) => `post.status.${data.platform}.${data.status}.${workspaceid}`,
  data: PostStatusData,
});
