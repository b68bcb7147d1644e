import { Readable } from 'node:stream';
import { waitFor } from '@postbus/testing';
import { planChunks, type TikTokClient } from '@postbus/tiktok';
import type { SandboxPost } from '../support/control.ts';
import { video } from '../support/media.ts';
import type { ClientContext } from './client-case.ts';

type Context = Pick<ClientContext, 'client' | 'control'>;

/** Posts a small real video and gives its publish id. */
export async function publishVideo(
  { client }: Pick<ClientContext, 'client'>,
  accessToken: string,
  {
    mode = 'direct',
    privacyLevel = 'PUBLIC_TO_EVERYONE' as const,
  }: {
    mode?: 'direct' | 'inbox';
    privacyLevel?: 'PUBLIC_TO_EVERYONE' | 'SELF_ONLY';
  } = {},
): Promise<string> {
  const bytes = await video();
  const sourceInfo = {
    source: 'FILE_UPLOAD' as const,
    videoSize: bytes.length,
    chunkSize: bytes.length,
    totalChunkCount: 1,
  };
  const started =
    mode === 'direct'
      ? await client.initDirectVideo(accessToken, { postInfo: { privacyLevel }, sourceInfo })
      : await client.initInboxVideo(accessToken, { sourceInfo });
  await uploadBytes(client, started.uploadUrl ?? '', bytes);
  return started.publishId;
}

/** Sends a whole file as one chunk. */
export const uploadBytes = (client: TikTokClient, uploadUrl: string, bytes: Buffer): Promise<void> =>
  client.uploadChunks({
    uploadUrl,
    contentType: 'video/mp4',
    plan: planChunks(bytes.length),
    openRange: (first, last) => Readable.from([bytes.subarray(first, last + 1)]),
    onProgress: async () => {},
  });

/** The sandbox's view of a post, once it fulfils a condition. */
export async function postWhen(
  { control }: Pick<Context, 'control'>,
  publishId: string,
  fulfils: (post: SandboxPost) => boolean,
): Promise<SandboxPost> {
  let found: SandboxPost | undefined;
  await waitFor(`${publishId} to get there`, async () => {
    found = (await control.posts()).find((post) => post.publishId === publishId);
    return found !== undefined && fulfils(found);
  });
  if (!found) throw new Error('no such post');
  return found;
}

/** The status as the client tells it, once it fulfils a condition. */
export async function statusWhen(
  { client }: Pick<Context, 'client'>,
  accessToken: string,
  { publishId, status }: { publishId: string; status: string },
) {
  let last = await client.fetchStatus(accessToken, publishId);
  await waitFor(`${publishId} to be ${status}`, async () => {
    if (last.status !== status) last = await client.fetchStatus(accessToken, publishId);
    return last.status === status;
  });
  return last;
}
