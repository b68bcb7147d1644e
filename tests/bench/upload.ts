import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connectTestCreator, encodeVideo, startTestStack, uploadTestMedia } from '@postbus/local/testing';
import { Postbus } from '@postbus/sdk';
import { waitFor } from '@postbus/testing';
import { createTikTokClient, planChunks, type TikTokClient } from '@postbus/tiktok';
import postgres from 'postgres';
import { request } from 'undici';
import { padVideo } from '../support/large-video.ts';
import { sandboxControl } from '../support/sandbox.ts';
import type { Benchmark } from './benchmark.ts';
import { median } from './support/median.ts';

const privately = { privacyLevel: 'SELF_ONLY' } as const;
/** Sandbox included: it looks into the file when all bytes are there. */
const patienceMs = 120_000;

/**
 * How fast uploader sends a video of 1 GiB to the sandbox, with every confirmed byte written down; against bare PUTs of
 * the same chunks by undici to the same sandbox.
 */
export const upload: Benchmark = {
  name: 'upload',
  unit: 'MB/s',
  goal: { of: 'ratio', atLeast: 0.8 },
  async run(context) {
    const bytes = (context.sizeMiB ?? (context.quick ? 80 : 1024)) * 1024 ** 2;
    const rounds = context.quick ? 1 : 3;
    const stack = await startTestStack({
      services: ['auth-gateway', 'uploader'],
      postgresSettings: { fsync: 'on', full_page_writes: 'on' },
    });
    context.atEnd(() => stack.close());
    const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
    context.atEnd(() => sql.end());
    const { 'auth-gateway': authGateway = '', uploader, sandbox = '' } = stack.urls;
    const postbus = new Postbus({ urls: { authGateway, uploader }, ...stack.adminClient });
    context.atEnd(() => postbus.close());
    const tiktok = createTikTokClient({ apiBaseUrl: sandbox });
    context.atEnd(() => tiktok.close());

    const file = join(context.folder, 'video.mp4');
    await encodeVideo(file);
    await padVideo(file, bytes);
    const accountId = await connectTestCreator(stack);
    const mediaId = await uploadTestMedia(stack, file);
    const { accessToken } = await postbus.accounts.accessToken(accountId);
    const control = sandboxControl(sandbox);
    const untilDone = (publishId: string) =>
      waitFor(
        'the sandbox to have looked into the file',
        async () => {
          await pause(200);
          const post = (await control.posts()).find((one) => one.publishId === publishId);
          if (post?.status === 'FAILED') throw new Error('the sandbox has refused the file');
          return post?.status === 'PUBLISH_COMPLETE';
        },
        patienceMs,
      );

    const figures: Record<'uploader' | 'bare', number[]> = { uploader: [], bare: [] };
    for (let round = 1; round <= rounds; round += 1) {
      const { publicationId } = await postbus.posts.publish({
        ...{ accountId, mediaId, mode: 'direct', postInfo: privately, allowDuplicate: true },
      });
      const sent = await waitFor(
        'uploader to have sent the file',
        async () => {
          const [row] = await sql<{ seconds: number; publishId: string }[]>`
            select extract(epoch from ended_at - started_at)::float8 as seconds, publish_id as "publishId"
            from uploader.publish_attempts
            where publication_id = ${publicationId} and step = 'upload' and outcome = 'ok'`;
          return row;
        },
        patienceMs,
      );
      await untilDone(sent.publishId);
      figures.uploader.push(bytes / 1e6 / sent.seconds);

      const bare = await putBare(tiktok, { accessToken, file, bytes });
      await untilDone(bare.publishId);
      figures.bare.push(bytes / 1e6 / bare.seconds);
      const [ours = 0, theirs = 0] = [figures.uploader.at(-1), figures.bare.at(-1)];
      context.progress(`${round}/${rounds} uploader: ${ours.toFixed()} MB/s, bare: ${theirs.toFixed()} MB/s`);
    }
    return {
      figure: median(figures.uploader),
      baseline: median(figures.bare),
      extra: { sizeMiB: bytes / 1024 ** 2, rounds },
    };
  },
};

/** The same chunks with nothing around them. */
async function putBare(
  tiktok: TikTokClient,
  { accessToken, file, bytes }: { accessToken: string; file: string; bytes: number },
): Promise<{ seconds: number; publishId: string }> {
  const sizes = planChunks(bytes);
  const { publishId, uploadUrl } = await tiktok.initDirectVideo(accessToken, {
    postInfo: privately,
    sourceInfo: {
      source: 'FILE_UPLOAD',
      videoSize: bytes,
      chunkSize: sizes.chunkSize,
      totalChunkCount: sizes.totalChunkCount,
    },
  });
  const begin = performance.now();
  for (let index = 0; index < sizes.totalChunkCount; index += 1) {
    const { first, last } = sizes.ranges(index);
    const answer = await request(uploadUrl ?? '', {
      method: 'PUT',
      headers: {
        'content-type': 'video/mp4',
        'content-length': `${last - first + 1}`,
        'content-range': `bytes ${first}-${last}/${bytes}`,
      },
      body: createReadStream(file, { start: first, end: last }),
    });
    await answer.body.dump();
    if (answer.statusCode >= 300) throw new Error(`the sandbox answered ${answer.statusCode}`);
  }
  return { seconds: (performance.now() - begin) / 1000, publishId };
}
