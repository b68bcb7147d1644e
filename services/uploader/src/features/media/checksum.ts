import { createHash, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { maxVideoSize } from '@postbus/tiktok';
import { errors } from '../../errors.ts';
import { atMost } from './at-most.ts';

/** Of the tus extension `checksum` (tus.io/protocols/resumable-upload). */
export const checksumAlgorithms = ['sha1', 'sha256', 'md5'];

/**
 * Takes a body to a file first and hands it on only if it has the checksum of the header `Upload-Checksum`: of other bytes
 * none may be kept. Returns the bytes and what removes the file. Raises `checksum_unsupported`, `checksum_mismatch` or
 * `media_too_large`.
 */
export async function checkedBody(
  body: Readable,
  header: string,
  path: string,
): Promise<{ body: Readable; remove(): Promise<void> }> {
  const [algorithm = '', checksum = ''] = header.split(' ');
  if (!checksumAlgorithms.includes(algorithm)) throw errors.checksumUnsupported();
  const hash = createHash(algorithm);
  const remove = () => rm(path, { force: true });
  try {
    await pipeline(
      body,
      // What tus would refuse must not fill the disk first.
      atMost(maxVideoSize),
      async function* (parts: AsyncIterable<Buffer>) {
        for await (const part of parts) {
          hash.update(part);
          yield part;
        }
      },
      createWriteStream(path),
    );
    const [found, expected] = [hash.digest(), Buffer.from(checksum, 'base64')];
    if (found.length !== expected.length || !timingSafeEqual(found, expected))
      throw errors.checksumMismatch();
  } catch (error) {
    await remove();
    throw error;
  }
  return { body: createReadStream(path), remove };
}
