import { type Static, Type } from 'typebox';
import { wireName } from '../http/wire.ts';

/** A public post, as far as it was asked for. Source: developers.tiktok.com/docs/en/tiktok-api-v2-video-object */
export const Video = Type.Object({
  /** A 64-bit number, as text. */
  id: Type.String(),
  /** Seconds since the epoch. The cursor of the list is in milliseconds. */
  createTime: Type.Optional(Type.Integer()),
  /** Dies after six hours; ask again for a new one. */
  coverImageUrl: Type.Optional(Type.String()),
  shareUrl: Type.Optional(Type.String()),
  embedHtml: Type.Optional(Type.String()),
  embedLink: Type.Optional(Type.String()),
  /** At most 150 characters, whatever the caption. */
  title: Type.Optional(Type.String()),
  /** At most 150 characters. */
  videoDescription: Type.Optional(Type.String()),
  /** Seconds. */
  duration: Type.Optional(Type.Integer()),
  height: Type.Optional(Type.Integer()),
  width: Type.Optional(Type.Integer()),
  // Since it was posted; there is no series.
  likeCount: Type.Optional(Type.Integer()),
  commentCount: Type.Optional(Type.Integer()),
  shareCount: Type.Optional(Type.Integer()),
  viewCount: Type.Optional(Type.Integer()),
  isAigc: Type.Optional(Type.Boolean()),
});
export type Video = Static<typeof Video>;

/** Every field of a video. `id` comes always. */
export const videoFields = Object.keys(Video.properties) as readonly (keyof Video)[];

/** At least one field. */
export const VideoFields = Type.Array(Type.Enum([...videoFields]), { minItems: 1 });

/** The query of a call that asks for these fields. Without the id nobody could tell the videos apart. */
export const fieldsQuery = (fields: readonly (keyof Video)[]): string =>
  `fields=${[...new Set<keyof Video>(['id', ...fields])].map(wireName).join(',')}`;
