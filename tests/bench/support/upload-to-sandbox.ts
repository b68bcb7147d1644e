import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { request } from 'undici';
import type { BenchmarkContext } from '../benchmark.ts';
import { beginPost, startSandbox } from './sandbox.ts';

const Posts = Type.Object({
  posts: Type.Array(
    Type.Object({ publishId: Type.String(), sha256: Type.Union([Type.String(), Type.Null()]) }),
  ),
});

/** MB/s of a file into a sandbox, the answer to the last chunk included. Raises an error if it stored other bytes. */
export async function uploadToSandbox(
  context: BenchmarkContext,
  { path, bytes }: { path: string; bytes: number },
): Promise<number> {
  const sandbox = await startSandbox(context);
  const { plan, publishId, uploadUrl } = await beginPost(sandbox, bytes);
  const begin = performance.now();
  await sandbox.client.uploadChunks({
    uploadUrl,
    contentType: 'video/mp4',
    plan,
    openRange: (start, end) => createReadStream(path, { start, end }),
    onProgress: async () => {},
  });
  const seconds = (performance.now() - begin) / 1000;

  // It looks into the file and hashes it once all bytes are there.
  let status = '';
  for (; status !== 'PUBLISH_COMPLETE'; await pause(20)) {
    ({ status } = await sandbox.client.fetchStatus(sandbox.accessToken, publishId));
    if (status === 'FAILED') throw new Error('The sandbox has refused the file');
  }
  const { posts } = Value.Parse(Posts, await (await request(`${sandbox.url}/_sandbox/posts`)).body.json());
  const stored = posts.find((post) => post.publishId === publishId)?.sha256;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  if (stored !== hash.digest('hex')) throw new Error('The sandbox has stored other bytes than it was sent');
  return bytes / 1e6 / seconds;
}
