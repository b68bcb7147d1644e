import { Timestamp, Uuid } from '@postbus/contracts';
import { type Static, Type } from 'typebox';
import type { Media } from './repository.ts';

const OrNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

export const MediaAnswer = Type.Object({
  mediaId: Uuid,
  status: Type.Union([Type.Literal('uploading'), Type.Literal('ready')]),
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

/** A media as its workspace sees it. */
export function mediaAnswer(row: Media): Static<typeof MediaAnswer> {
  const { id, workspaceId, clientId, metadata, createdAt, readyAt, ...rest } = row;
  return {
    ...rest,
    mediaId: id,
    createdAt: createdAt.toISOString(),
    readyAt: readyAt?.toISOString() ?? null,
  };
}
