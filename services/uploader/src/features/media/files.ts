import { createReadStream } from 'node:fs';
import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** The files behind media, by media id. */
export interface MediaFiles {
  directory: string;
  path(mediaId: string): string;
  /** Bytes that are there; null if there is no file. */
  size(mediaId: string): Promise<number | null>;
  /** The bytes from `first` to `last`, both inclusive. */
  openRange(mediaId: string, first: number, last: number): Readable;
  /** When it last grew; null if there is no file. */
  modifiedAt(mediaId: string): Promise<Date | null>;
  /** The media ids of all files. */
  list(): Promise<string[]>;
  /** Removes the file; it may be gone already. */
  remove(mediaId: string): Promise<void>;
}

/** Files in one directory, named after the media id. Ids are UUIDs, checked before they get here. */
export function createMediaFiles(directory: string): MediaFiles {
  const path = (mediaId: string) => join(directory, mediaId);
  return {
    directory,
    path,
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
    list: async () => (await readdir(directory)).filter((name) => mediaId.test(name)),
    openRange: (mediaId, first, last) =>
      createReadStream(path(mediaId), { start: first, end: last, highWaterMark: 512 * 1024 }),
    async remove(mediaId) {
      try {
        await unlink(path(mediaId));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
}

const mediaId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
