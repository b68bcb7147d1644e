import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** The files behind media, by media id. */
export interface MediaFiles {
  directory: string;
  path(mediaId: string): string;
  /** Where that lies which TikTok is given of a photo. */
  renditionPath(mediaId: string): string;
  /** Bytes that are there; null if there is no file. */
  size(mediaId: string): Promise<number | null>;
  /** The bytes from `first` to `last`, both inclusive. */
  openRange(mediaId: string, first: number, last: number): Readable;
  /** When it last grew; null if there is no file. */
  modifiedAt(mediaId: string): Promise<Date | null>;
  /** The media ids of all files. */
  list(): Promise<string[]>;
  /** Removes the file and its rendition; they may be gone already. */
  remove(mediaId: string): Promise<void>;
}

/** Files in one directory, named after the media id. Ids are UUIDs, checked before they get here. */
export function createMediaFiles(directory: string): MediaFiles {
  const path = (mediaId: string) => join(directory, mediaId);
  const renditionPath = (mediaId: string) => `${path(mediaId)}.jpg`;
  return {
    directory,
    path,
    renditionPath,
    async size(mediaId) {
      try {
        return (await stat(path(mediaId))).size;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async modifiedAt(mediaId) {
      try {
        return (await stat(path(mediaId))).mtime;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async list() {
      const ids = (await readdir(directory)).map((name) => fileName.exec(name)?.[1]);
      return [...new Set(ids.filter((id) => id !== undefined))];
    },
    openRange: (mediaId, first, last) =>
      createReadStream(path(mediaId), { start: first, end: last, highWaterMark: 512 * 1024 }),
    async remove(mediaId) {
      const rendition = renditionPath(mediaId);
      for (const file of [path(mediaId), rendition, `${rendition}.part`]) await rm(file, { force: true });
    },
  };
}

/** A media's own file, its rendition, or one that a crash left half written. */
const fileName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.jpg(?:\.part)?)?$/;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
