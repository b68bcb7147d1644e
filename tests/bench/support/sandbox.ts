import { createTikTokClient, planChunks } from '@postbus/tiktok';
import { Type } from 'typebox';
import { Agent, request } from 'undici';
import type { BenchmarkContext } from '../benchmark.ts';
import { startChild } from './start-child.ts';

const redirectUri = 'http://127.0.0.1:3000/callback';
const Started = Type.Object({ url: Type.String(), clientKey: Type.String(), clientSecret: Type.String() });

/** A sandbox in a process of its own, a client of it, and the access token of a creator. */
export async function startSandbox(context: BenchmarkContext) {
  const child = startChild(context, 'sandbox.ts', redirectUri);
  const { url, ...app } = await child.next(Started);
  const dispatcher = new Agent({ allowH2: false });
  const client = createTikTokClient({ ...app, apiBaseUrl: url, authBaseUrl: url, dispatcher });
  context.atEnd(() => dispatcher.destroy());

  const scopes = ['video.publish'];
  const page = client.buildAuthorizeUrl({ redirectUri, scopes, state: 'bench' });
  const form = new URLSearchParams({ creator: 'demobaker', decision: 'allow', scope: 'video.publish' });
  const consent = await request(page, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const code = new URL(`${consent.headers.location}`).searchParams.get('code') ?? '';
  const { accessToken } = await client.exchangeCode({ code, redirectUri });
  return { url, client, accessToken };
}

export type BenchSandbox = Awaited<ReturnType<typeof startSandbox>>;

/** Begins the post of a file: what its upload and its status need. */
export async function beginPost({ client, accessToken }: BenchSandbox, videoSize: number) {
  const plan = planChunks(videoSize);
  const { chunkSize, totalChunkCount } = plan;
  const { publishId, uploadUrl } = await client.initDirectVideo(accessToken, {
    postInfo: { title: 'bench', privacyLevel: 'SELF_ONLY' },
    sourceInfo: { source: 'FILE_UPLOAD', videoSize, chunkSize, totalChunkCount },
  });
  if (uploadUrl === null) throw new Error('The sandbox gave no upload URL');
  return { plan, publishId, uploadUrl };
}
