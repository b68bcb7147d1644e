import { Timestamp, Uuid } from '@postbus/contracts';
import { type Static, Type } from 'typebox';
import type { Media } from './repository.ts';

const OrNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

export const MediaAnswer = Type.Object({
  mediaId: Uuid,
  status: Type.Enum(['uploading', 'importing', 'encoding', 'ready', 'failed'], {
    description: '`failed`: an import or an encoding that came to nothing; `failure` tells why',
  }),
  failure: OrNull(Type.Object({ code: Type.String(), message: Type.String() })),
  progress: OrNull(Type.Number({ description: 'How much of the encoding is done, from 0 to 1' })),
  fileName: OrNull(Type.String()),
  kind: OrNull(Type.Union([Type.Literal('video'), Type.Literal('photo')])),
  sizeBytes: OrNull(Type.Integer()),
  container: OrNull(Type.String({ description: 'mp4, quicktime, webm or other' })),
  mimeType: OrNull(Type.String()),
  codec: OrNull(Type.String()),
  width: OrNull(Type.Integer()),
  height: OrNull(Type.Integer()),
  framesPerSecond: OrNull(Type.Number()),
  durationMs: OrNull(Type.Integer()),
  createdAt: Timestamp,
  readyAt: OrNull(Timestamp),
});

const fileName = Type.Optional(Type.String({ minLength: 1, maxLength: 255 }));

export const ImportRequest = Type.Object(
  {
    url: Type.String({ maxLength: 2048, description: 'http or https; never a private address' }),
    fileName,
    convert: Type.Optional(
      Type.Boolean({ description: 'Make an H.264 MP4 of a video that TikTok would refuse' }),
    ),
  },
  { additionalProperties: false },
);

export const SlideshowRequest = Type.Object(
  {
    mediaIds: Type.Array(Uuid, { minItems: 2, maxItems: 10, description: 'Photos, in their order' }),
    secondsPerImage: Type.Number({ minimum: 1, maximum: 30, default: 3 }),
    fadeSeconds: Type.Number({
      minimum: 0,
      maximum: 1,
      default: 0.5,
      description: 'How long one image turns into the next; 0 for a cut',
    }),
    background: Type.String({
      pattern: '^#[0-9a-fA-F]{6}$',
      default: '#000000',
      description: 'Around images of another shape than the video',
    }),
    fileName,
  },
  { additionalProperties: false },
);

/** A media as its workspace sees it. */
export function mediaAnswer(row: Media): Static<typeof MediaAnswer> {
  const { id, workspaceId, clientId, metadata, sourceUrlEncrypted, convert, slideshow, ...shown } = row;
  const { createdAt, readyAt, ...rest } = shown;
  return {
    ...rest,
    mediaId: id,
    createdAt: createdAt.toISOString(),
    readyAt: readyAt?.toISOString() ?? null,
  };
}
