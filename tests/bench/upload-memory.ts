import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { encodeVideo, runMainJob, startTestStack, type TestStack } from '@postbus/local/testing';
import { padVideo } from '../support/large-video.ts';
import { sandboxControl } from '../support/sandbox.ts';
import type { Benchmark } from './benchmark.ts';

const smallBytes = 100_000_000;
const MiB = 1024 ** 2;
const growthGoalMiB = 20;

/**
 * The most memory that uploader ever has while a video goes in by tus and out to the sandbox: 4 GiB, against 100 MB. The
 * bytes that arrive are compared by SHA-256. Each runs in a fresh process.
 */
export const uploadMemory: Benchmark = {
  name: 'upload-memory',
  unit: 'MiB',
  goal: { of: 'figure', atMost: 200 },
  async run(context) {
    const largeBytes = (context.sizeMiB ?? (context.quick ? 128 : 4096)) * MiB;
    const stack = await startTestStack({
      services: ['auth-gateway', 'uploader', 'webhook-ingest', 'crm-sync'],
    });
    context.atEnd(() => stack.close());
    const video = join(context.folder, 'video.mp4');
    await encodeVideo(video);

    const peak = async (bytes: number): Promise<number> => {
      const file = join(context.folder, `${bytes}.mp4`);
      await copyFile(video, file);
      await padVideo(file, bytes);
      await stack.service('uploader').stop();
      await stack.service('uploader').start();
      const MiBs = await peakOf(stack, file);
      context.progress(`${(bytes / 1e6).toFixed(0)} MB in and out: ${MiBs.toFixed(0)} MiB at most`);
      return MiBs;
    };
    const baseline = await peak(smallBytes);
    const figure = await peak(largeBytes);
    const growthMiB = figure - baseline;
    return {
      figure,
      baseline,
      extra: { growthMiB, growthGoalMiB, sizeMiB: largeBytes / MiB },
      extraOk: growthMiB <= growthGoalMiB,
    };
  },
};

/** Publishes a file; raises an error if other bytes than its own arrived. */
async function peakOf(stack: TestStack, file: string): Promise<number> {
  const { postId } = await runMainJob(stack, { file });
  const post = (await sandboxControl(stack.urls.sandbox ?? '').posts()).find((one) => one.postId === postId);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  if (post?.sha256 !== hash.digest('hex')) throw new Error('other bytes arrived than were sent');
  // The kernel's own note of the most resident memory that the process ever had.
  const status = await readFile(`/proc/${stack.service('uploader').pid()}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
