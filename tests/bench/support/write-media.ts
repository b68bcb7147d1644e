import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of so many bytes, which are no video. Returns its path. */
export async function writeMedia(folder: string, bytes: number): Promise<string> {
  const path = join(folder, 'media');
  const block = randomBytes(1024 ** 2);
  const file = await open(path, 'w');
  try {
    for (let at = 0; at < bytes; at += block.length) {
      block.writeUInt32BE(at / block.length); // No two blocks are equal.
      await file.write(block.subarray(0, Math.min(block.length, bytes - at)));
    }
  } finally {
    await file.close();
  }
  return path;
}
