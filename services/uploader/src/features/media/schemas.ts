import { Timestamp, Uuid } from '@postbus/contracts';
import { type Static, Type } from 'typebox';
import type { Media } from './repository.ts';

const OrNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

export const MediaAnswer = Type.Object({
  mediaId: Uuid,
  status: Type.Enum(['uploading', 'importing', 'ready', 'failed'], {
    description: '`failed`: an import that came to nothing; `failure` tells why',
  }),
  failure: OrNull(Type.Object({ code: Type.String(), message: Type.String() })),
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

export const ImportRequest = Type.Object(
  {
    url: Type.String({ maxLength: 2048, description: 'http or https; never a private address' }),
    fileName: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  },
  { additionalProperties: false },
);

/** A media as its workspace sees it. */
export function mediaAnswer(row: Media): Static<typeof MediaAnswer> {
  const { id, workspaceId, clientId, metadata, sourceUrlEncrypted, createdAt, readyAt, ...rest } = row;
  return {
    ...rest,
    mediaId: id,
    createdAt: createdAt.toISOString(),
    readyAt: readyAt?.toISOString() ?? null,
  };
}
