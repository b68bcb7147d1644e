import { request } from 'undici';
import { type Sandbox, videoPath } from '../sandbox.ts';
import type { PublishTask } from '../state/publish-task.ts';
import { storeBody } from './store-body.ts';

const deadlineMs = 3600 * 1000;
const longestVideoBytes = 4 * 1024 ** 3;

/** Begins unfinished downloads anew, after a restart. */
export function resumePulls(sandbox: Sandbox): void {
  for (const task of sandbox.store.tasks.values()) {
    if (task.status !== 'PROCESSING_DOWNLOAD' || task.receivedAt !== null) continue;
    task.bytes = 0;
    void pullVideo(sandbox, task);
  }
}

/** Downloads the video of a PULL_FROM_URL task (reference 5.3): no redirects, one hour at most. Never rejects. */
export async function pullVideo(sandbox: Sandbox, task: PublishTask): Promise<void> {
  try {
    const signal = AbortSignal.any([sandbox.closing, AbortSignal.timeout(deadlineMs)]);
    // undici follows no redirect unless told to.
    const answer = await request(task.videoUrl ?? '', { signal });
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      throw new Error(`the host answered ${answer.statusCode}`);
    }
    const path = videoPath(sandbox, task.publishId);
    const { sha256 } = await storeBody(counted(answer.body), { path, offset: 0 });
    task.sha256 = sha256;
    task.contentType = `${answer.headers['content-type'] ?? 'video/mp4'}`;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : 'failed';
    sandbox.log.info({ publishId: task.publishId, reason }, 'pull failed');
    return sandbox.processing.fail(task, 'video_pull_failed');
  }
  if (task.status === 'PROCESSING_DOWNLOAD') sandbox.processing.received(task);

  async function* counted(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of body) {
      task.bytes += piece.length;
      if (task.bytes > longestVideoBytes) throw new Error('the video is too long');
      yield piece;
    }
  }
}
