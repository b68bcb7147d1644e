import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalFile } from '../stack/local-file.ts';
import { createApi } from './api.ts';
import { createBrowser } from './browser.ts';
import { connectCreator } from './connect-creator.ts';
import { encodeVideo } from './encode-video.ts';
import { createProgress } from './progress.ts';
import { awaitCrmPost, followPublication, startPublication } from './publish.ts';
import { uploadMedia } from './upload-media.ts';

/** How long a service, the bus or the database may be away in the middle. */
const outageLimitMs = 5 * 60_000;

export interface DemoOptions {
  local: LocalFile;
  /** The video; a new one is encoded if there is none. */
  file: string | undefined;
  say: (line: string) => void;
  signal: AbortSignal;
}

/** What the demo has achieved. */
export interface DemoResult {
  publicationId: string;
  publishId: string | null;
  postId: string;
  accountId: string;
  caption: string;
  publishedAt: string | null;
  bytes: number;
  /** From the first byte of the upload until the post was in the CRM. */
  durationMs: number;
  statusHistory: { status: string; at: string }[];
}

/** Does the main job once, over HTTP alone, as an internal app would. */
export async function runDemo({ local, file, say, signal }: DemoOptions): Promise<DemoResult> {
  const patience = { limitMs: outageLimitMs, say, signal };
  const api = createApi(local, patience);
  const { accountId, creator } = await connectCreator(local, api, createBrowser(patience));
  say(`Connected ${creator}: account ${accountId}`);

  const folder = await mkdtemp(join(tmpdir(), 'postbus-demo-'));
  const progress = createProgress(say);
  try {
    const video = file ?? join(folder, 'postbus-demo.mp4');
    if (!file) {
      say('Encoding a video …');
      await encodeVideo(video);
    }
    const { size: bytes } = await stat(video);
    const began = performance.now();
    const mediaId = await uploadMedia({
      endpoint: `${local.urls.uploader}/api/media`,
      file: video,
      api,
      patience,
      onProgress: progress.uploading,
    });
    say(`Uploaded ${bytes} bytes: media ${mediaId}`);

    const options = { local, api, patience, onChange: progress.publishing };
    const publicationId = await startPublication(options, { accountId, mediaId });
    say(`Publishing: publication ${publicationId}`);
    const { publishId } = await followPublication(options, publicationId);
    const post = await awaitCrmPost(options, publicationId);
    const durationMs = Math.round(performance.now() - began);
    // Read again: by now the history is complete.
    const { history } = await followPublication(options, publicationId);
    const { postId, caption, publishedAt } = post;
    return {
      publicationId,
      publishId,
      postId,
      accountId,
      caption,
      publishedAt,
      bytes,
      durationMs,
      statusHistory: history,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
