import { createReadStream } from 'node:fs';
import { access, constants, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { FilePathSource } from 'mediabunny';
import { v7 as uuidv7 } from 'uuid';
import { type MediaFiles, mediaIdOf, renditionOf } from '../features/media/files.ts';

/** Files in one directory of this machine, which every process of the service has to see. Makes the directory. */
export async function createLocalFiles(directory: string): Promise<MediaFiles> {
  await mkdir(directory, { recursive: true });
  const path = (name: string) => join(directory, name);
  return {
    tusStore: ({ uploads, expireMs }) =>
      new FileStore({ directory, configstore: uploads, expirationPeriodInMilliseconds: expireMs }),
    async stat(name) {
      try {
        const { size, mtime } = await stat(path(name));
        return { sizeBytes: size, modifiedAt: mtime };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    // Larger pieces were no quicker, and more of them waited for the garbage collector.
    openRange: (name, first, last) =>
      createReadStream(path(name), { start: first, end: last, highWaterMark: 128 * 1024 }),
    source: (name) => new FilePathSource(path(name), { handleUnhandledError: () => {} }),
    borrow: async (name) => ({ path: path(name), giveBack: async () => {} }),
    // In the same directory, so that it can be renamed. Its name is an id that no media has.
    scratchPath: () => path(uuidv7()),
    put: (name, scratchPath) => rename(scratchPath, path(name)),
    async list() {
      const ids = (await readdir(directory)).map(mediaIdOf);
      return [...new Set(ids.filter((id) => id !== null))];
    },
    async remove(mediaId) {
      for (const name of [mediaId, renditionOf(mediaId)]) await rm(path(name), { force: true });
    },
    check: () => access(directory, constants.W_OK),
  };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
