import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

const batchBytes = 1 << 20;
/** The network goes on while so many batches are on their way to the disk. */
const writesAtOnce = 4;

/**
 * Writes a body into a file from `offset` on, about a megabyte at a time, in constant memory. Returns its length in
 * bytes and its SHA-256; throws when the body ends early.
 */
export async function storeBody(
  body: AsyncIterable<Buffer>,
  { path, offset }: { path: string; offset: number },
): Promise<{ length: number; sha256: string }> {
  const file = await open(path, offset === 0 ? 'w' : 'r+');
  const hash = createHash('sha256');
  const writes: Promise<unknown>[] = [];
  let position = offset;
  let batch: Buffer[] = [];
  let waiting = 0;

  async function flush(): Promise<void> {
    if (batch.length === 0) return;
    const write = writeAll(file, batch, position);
    // Looked at when awaited; until then a failure must not count as unhandled.
    write.catch(() => {});
    writes.push(write);
    position += waiting;
    batch = [];
    waiting = 0;
    if (writes.length > writesAtOnce) await writes.shift();
  }

  try {
    for await (const piece of body) {
      hash.update(piece);
      batch.push(piece);
      waiting += piece.length;
      if (waiting >= batchBytes) await flush();
    }
    await flush();
    await Promise.all(writes);
  } finally {
    await Promise.allSettled(writes);
    await file.close();
  }
  return { length: position - offset, sha256: hash.digest('hex') };
}

/** A short write would leave a hole that nobody sees. */
async function writeAll(file: FileHandle, batch: Buffer[], position: number): Promise<void> {
  const { bytesWritten } = await file.writev(batch, position);
  if (bytesWritten < batch.reduce((sum, { length }) => sum + length, 0)) throw new Error('the disk is full');
}
