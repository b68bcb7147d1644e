import { PostStatusData, PublicationFailure, PublicationStatus, Timestamp, Uuid } from '@postbus/contracts';
import { PrivacyLevel } from '@postbus/tiktok';
import { type Static, Type } from 'typebox';

const OrNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const PostInfo = Type.Object(
  {
    title: Type.Optional(
      Type.String({
        description:
          'Of a video the caption: up to 2200 UTF-16 units, with #tags and @mentions. Of photos the title: up to 90',
      }),
    ),
    description: Type.Optional(
      Type.String({ description: 'Of photos: up to 4000 UTF-16 units, with #tags and @mentions' }),
    ),
    privacyLevel: Type.Optional({
      ...PrivacyLevel,
      description: 'Who may see it; among the options of the creator. Required for a direct post, no default',
    }),
    disableDuet: Type.Optional(Type.Boolean({ description: 'Absent: no duets' })),
    disableStitch: Type.Optional(Type.Boolean({ description: 'Absent: no stitches' })),
    disableComment: Type.Optional(Type.Boolean({ description: 'Absent: no comments' })),
    videoCoverTimestampMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 })),
    photoCoverIndex: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 34, description: 'Which photo is the cover, from 0' }),
    ),
    autoAddMusic: Type.Optional(
      Type.Boolean({ description: 'Of photos, direct: TikTok adds music, which the creator may change' }),
    ),
    brandContentToggle: Type.Optional(Type.Boolean({ description: 'A paid partnership for a third party' })),
    brandOrganicToggle: Type.Optional(Type.Boolean({ description: "Promotes the creator's own business" })),
    isAigc: Type.Optional(Type.Boolean({ description: 'Labels the post as AI-generated' })),
  },
  { additionalProperties: false },
);

const Mode = Type.Union([Type.Literal('direct'), Type.Literal('inbox')], {
  description:
    'direct: published on the profile. inbox: the creator finishes and posts it in the TikTok app; TikTok takes no post info then',
});

const allowDuplicate = Type.Optional(
  Type.Boolean({ description: 'The same file may go to the same account twice within 24 hours' }),
);

const content = {
  mediaId: Type.Optional({ ...Uuid, description: 'A video' }),
  mediaIds: Type.Optional(
    Type.Array(Uuid, {
      minItems: 1,
      maxItems: 100,
      uniqueItems: true,
      description: 'Photos, in their order; TikTok takes 35',
    }),
  ),
  videoUrl: Type.Optional(
    Type.String({
      maxLength: 2048,
      description: 'A video elsewhere: https, under a domain or prefix that TikTok has verified for the app',
    }),
  ),
  source: Type.Optional(
    Type.Union([Type.Literal('FILE_UPLOAD'), Type.Literal('PULL_FROM_URL')], {
      description: 'Whether the bytes of a `mediaId` are sent (the default), or TikTok fetches them',
    }),
  ),
};

export const UploadRequest = Type.Object(
  {
    accountId: Uuid,
    ...content,
    mode: Mode,
    postInfo: Type.Optional(PostInfo),
    allowDuplicate,
  },
  { additionalProperties: false },
);
export type UploadRequest = Static<typeof UploadRequest>;

const ScheduledAt = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?(Z|[+-]\\d\\d:\\d\\d)?$',
  description:
    'When it goes out: with an offset (`2026-12-01T09:00:00+01:00`), or as the clocks of `timeZone` show it',
});
const TimeZone = Type.String({ maxLength: 64, description: 'IANA time zone, such as `Europe/Berlin`' });

export const PostRequest = Type.Object(
  {
    accountIds: Type.Array(Uuid, { minItems: 1, maxItems: 100, uniqueItems: true }),
    ...content,
    mode: Mode,
    postInfo: Type.Optional(PostInfo),
    scheduledAt: Type.Optional(ScheduledAt),
    timeZone: Type.Optional(TimeZone),
    draft: Type.Optional(Type.Boolean({ description: 'Keep it; a change with `draft: false` publishes it' })),
    allowDuplicate,
  },
  { additionalProperties: false },
);
export type PostRequest = Static<typeof PostRequest>;

export const PostChange = Type.Object(
  {
    ...content,
    postInfo: Type.Optional(PostInfo),
    scheduledAt: Type.Optional(Type.Union([ScheduledAt, Type.Null()], { description: 'null: at once' })),
    timeZone: Type.Optional(TimeZone),
    draft: Type.Optional(Type.Boolean()),
    allowDuplicate,
  },
  { additionalProperties: false, minProperties: 1 },
);
export type PostChange = Static<typeof PostChange>;

export const CreatedPost = Type.Object({
  postId: Uuid,
  scheduledAt: OrNull(Timestamp),
  publications: Type.Array(Type.Object({ publicationId: Uuid, accountId: Uuid, status: PublicationStatus })),
});
export type CreatedPost = Static<typeof CreatedPost>;

const Problem = Type.Object({
  code: Type.String(),
  message: Type.String(),
  userMessage: Type.String(),
  retryable: Type.Boolean(),
  details: Type.Optional(Type.Unknown()),
});

export const DryRun = Type.Object({
  ok: Type.Boolean({ description: 'Whether nothing stands in the way just now' }),
  scheduledAt: OrNull(Timestamp),
  problems: Type.Array(Problem, { description: 'With the post itself' }),
  accounts: Type.Array(Type.Object({ accountId: Uuid, problems: Type.Array(Problem) })),
});
export type DryRun = Static<typeof DryRun>;

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
  kind: Type.Union([Type.Literal('video'), Type.Literal('photo')]),
  source: Type.String(),
  mediaId: OrNull({ ...Uuid, description: 'The video, or the first photo' }),
  mediaIds: Type.Array(Uuid),
  videoUrl: OrNull(Type.String()),
  postInfo: PostInfo,
  scheduledAt: OrNull(Timestamp),
  timeZone: OrNull(Type.String()),
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
