import { PostStatusData, PublicationFailure, PublicationStatus, Timestamp, Uuid } from '@postbus/contracts';
import { PrivacyLevel } from '@postbus/tiktok';
import { type Static, Type } from 'typebox';

const OrNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const PostInfo = Type.Object(
  {
    title: Type.Optional(
      Type.String({ description: 'The caption: up to 2200 UTF-16 units, with #tags and @mentions' }),
    ),
    privacyLevel: Type.Optional({
      ...PrivacyLevel,
      description: 'Who may see it; among the options of the creator. Required for a direct post, no default',
    }),
    disableDuet: Type.Optional(Type.Boolean({ description: 'Absent: no duets' })),
    disableStitch: Type.Optional(Type.Boolean({ description: 'Absent: no stitches' })),
    disableComment: Type.Optional(Type.Boolean({ description: 'Absent: no comments' })),
    videoCoverTimestampMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 })),
    brandContentToggle: Type.Optional(Type.Boolean({ description: 'A paid partnership for a third party' })),
    brandOrganicToggle: Type.Optional(Type.Boolean({ description: "Promotes the creator's own business" })),
    isAigc: Type.Optional(Type.Boolean({ description: 'Labels the video as AI-generated' })),
  },
  { additionalProperties: false },
);

export const UploadRequest = Type.Object(
  {
    accountId: Uuid,
    source: Type.Union([Type.Literal('FILE_UPLOAD'), Type.Literal('PULL_FROM_URL')]),
    mediaId: Type.Optional(Uuid),
    videoUrl: Type.Optional(Type.String({ maxLength: 2048 })),
    mode: Type.Union([Type.Literal('direct'), Type.Literal('inbox')], {
      description:
        'direct: published on the profile. inbox: the creator finishes and posts it in the TikTok app; TikTok takes no post info then',
    }),
    postInfo: Type.Optional(PostInfo),
  },
  { additionalProperties: false },
);
export type UploadRequest = Static<typeof UploadRequest>;

export const UploadAnswer = Type.Object({
  publicationId: Uuid,
  publishId: OrNull(Type.String()),
  status: PublicationStatus,
});
export type UploadAnswer = Static<typeof UploadAnswer>;

export const StatusAnswer = Type.Object({
  publicationId: Uuid,
  postId: Uuid,
  accountId: Uuid,
  publishId: OrNull(Type.String()),
  status: PublicationStatus,
  version: Type.Integer(),
  postIds: Type.Array(Type.String(), { description: 'Ids of the public posts at TikTok, when known' }),
  bytes: Type.Object({ sent: Type.Integer(), total: Type.Integer() }),
  history: Type.Array(Type.Object({ status: PublicationStatus, at: Timestamp })),
  failure: OrNull(PublicationFailure),
  nextStepAt: OrNull({ ...Timestamp, description: 'When Postbus looks at it again' }),
  publishedAt: OrNull(Timestamp),
});
export type StatusAnswer = Static<typeof StatusAnswer>;

const Attempt = Type.Object({
  step: Type.String(),
  startedAt: Timestamp,
  endedAt: OrNull(Timestamp),
  outcome: OrNull(Type.String()),
  code: OrNull(Type.String({ description: "TikTok's own code" })),
  message: OrNull(Type.String()),
  logId: OrNull(Type.String({ description: "For TikTok's support" })),
});

const postFields = {
  postId: Uuid,
  mode: PostStatusData.properties.mode,
  source: Type.String(),
  mediaId: OrNull(Uuid),
  postInfo: PostInfo,
  createdAt: Timestamp,
};

export const PostAnswer = Type.Object({
  ...postFields,
  publications: Type.Array(Type.Object({ ...StatusAnswer.properties, attempts: Type.Array(Attempt) })),
});
export type PostAnswer = Static<typeof PostAnswer>;

const PublicationSummary = Type.Object({
  publicationId: Uuid,
  accountId: Uuid,
  publishId: OrNull(Type.String()),
  status: PublicationStatus,
  postIds: Type.Array(Type.String()),
  failure: OrNull(PublicationFailure),
});

export const PostList = Type.Object({
  items: Type.Array(Type.Object({ ...postFields, publications: Type.Array(PublicationSummary) })),
  nextCursor: OrNull(Type.String()),
});
export type PostList = Static<typeof PostList>;
