import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';

const batchBytes = 1 << 20;

/** Takes a body to its end without keeping it. Returns its length in bytes and its SHA-256. */
export async function drainBody(body: AsyncIterable<Buffer>): Promise<{ length: number; sha256: string }> {
  const hash = createHash('sha256');
  let length = 0;
  for await (const piece of body) {
    hash.update(piece);
    length += piece.length;
  }
  return { length, sha256: hash.digest('hex') };
}

/**
 * Writes a body into a file from `offset` on, about a megabyte at a time, in constant memory.
 * @param stored the hash of the bytes before `offset`, when it is known; it is changed
 * @returns the body's length and SHA-256, and the hash of the whole file so far
 * @throws when the body ends early
 */
export async function storeBody(
  body: AsyncIterable<Buffer>,
  { path, offset, stored }: { path: string; offset: number; stored: Hash | null },
): Promise<{ length: number; sha256: string; hash: Hash | null }> {
  const file = await open(path, offset === 0 ? 'w' : 'r+');
  // The first chunk is the whole file so far: one hash serves both.
  const own = offset === 0 ? null : createHash('sha256');
  let position = offset;
  let batch: Buffer[] = [];
  let waiting = 0;
  let writing: Promise<unknown> = Promise.resolve();

  async function flush(): Promise<void> {
    await writing;
    writing = batch.length > 0 ? file.writev(batch, position) : Promise.resolve();
    // Looked at when awaited; until then a failure must not count as unhandled.
    writing.catch(() => {});
    position += waiting;
    batch = [];
    waiting = 0;
  }

  try {
    for await (const piece of body) {
      stored?.update(piece);
      own?.update(piece);
      batch.push(piece);
      waiting += piece.length;
      if (waiting >= batchBytes) await flush();
    }
    await flush();
    await writing;
  } finally {
    await writing.catch(() => {});
    await file.close();
  }
  const sha256 = own?.digest('hex') ?? stored?.copy().digest('hex') ?? '';
  return { length: position - offset, sha256, hash: stored };
}
