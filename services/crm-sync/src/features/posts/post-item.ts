import { PublicationFailure, Timestamp, Uuid } from '@postbus/contracts';
import { type Static, Type } from 'typebox';
import { nullable } from '../../nullable.ts';
import type { Post } from './repository.ts';

export const PlatformPostId = Type.String({
  pattern: '^[0-9]{1,20}$',
  description: 'A 64-bit number as a string of digits',
});

export const PostSource = Type.Union([Type.Literal('postbus'), Type.Literal('tiktok')], {
  description: 'tiktok: made in the app or with another tool',
});

const Count = Type.Integer({ minimum: 0 });

/** A post as this service shows it. */
export const PostItem = Type.Object({
  id: Uuid,
  platform: Type.Literal('tiktok'),
  source: PostSource,
  publicationId: nullable(Uuid),
  accountId: Uuid,
  account: nullable(
    Type.Object({
      displayName: nullable(Type.String()),
      username: nullable(Type.String()),
      avatarUrl: nullable(Type.String()),
    }),
  ),
  postbusPostId: nullable(
    Type.String({ description: 'The post at Postbus that this is one publication of' }),
  ),
  mode: nullable(Type.String()),
  status: Type.String(),
  publishId: nullable(Type.String()),
  postId: nullable(PlatformPostId),
  postIds: Type.Array(PlatformPostId),
  caption: nullable(Type.String()),
  hashtags: Type.Array(Type.String()),
  mediaId: nullable(Uuid),
  failure: nullable(PublicationFailure),
  scheduledAt: nullable(Timestamp),
  publishedAt: nullable(Timestamp),
  shareUrl: nullable(Type.String()),
  coverUrl: nullable(Type.String({ description: 'Dies six hours after it was read' })),
  missingSince: nullable(Timestamp),
  figures: nullable(
    Type.Object({ views: Count, likes: Count, comments: Count, shares: Count, measuredAt: Timestamp }),
  ),
  version: Type.Integer(),
  updatedAt: Timestamp,
});

/** The post as an answer. `figures` is null until it was measured. */
export function itemOf({ post, account, seen }: Post): Static<typeof PostItem> {
  const { workspaceId: _, platformPostIds: postIds, ...shown } = post;
  const { views, likes, comments, shares, measuredAt } = seen;
  return {
    ...shown,
    platform: 'tiktok',
    account,
    postId: postIds[0] ?? null,
    postIds,
    scheduledAt: post.scheduledAt?.toISOString() ?? null,
    publishedAt: post.publishedAt?.toISOString() ?? null,
    shareUrl: seen.shareUrl,
    coverUrl: seen.coverUrl,
    missingSince: seen.missingSince?.toISOString() ?? null,
    figures: measuredAt && {
      views: views ?? 0,
      likes: likes ?? 0,
      comments: comments ?? 0,
      shares: shares ?? 0,
      measuredAt: measuredAt.toISOString(),
    },
    updatedAt: post.updatedAt.toISOString(),
  };
}
