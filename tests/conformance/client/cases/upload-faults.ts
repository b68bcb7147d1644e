import { TikTokError } from '@postbus/tiktok';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Fault } from '../../support/control.ts';
import { type ClientCase, type ClientContext, errorOf } from '../client-case.ts';
import { chunkCount, chunkSize, media, openRange, plan, sha256 } from '../media.ts';
import { postWhen } from '../publish.ts';

type ChunkFault = Omit<Fault, 'path' | 'method' | 'skip'>;

interface Upload {
  publishId: string;
  uploadUrl: string;
  accessToken: string;
}

/** Begins a draft of three chunks, at a TikTok that looks into no file. */
async function begin({ client, control, signIn }: ClientContext): Promise<Upload> {
  await control.settings({ checkMedia: false });
  const { accessToken } = await signIn();
  const { videoSize, totalChunkCount } = plan;
  const sourceInfo = { source: 'FILE_UPLOAD' as const, videoSize, chunkSize, totalChunkCount };
  const { publishId, uploadUrl } = await client.initInboxVideo(accessToken, { sourceInfo });
  return { publishId, uploadUrl: uploadUrl ?? '', accessToken };
}

/** Sends the bytes; gives what was told of the progress. */
async function send({ client }: ClientContext, upload: Upload, fromByte?: number): Promise<number[]> {
  const progress: number[] = [];
  await client.uploadChunks({
    uploadUrl: upload.uploadUrl,
    contentType: 'video/mp4',
    plan,
    openRange,
    ...(fromByte !== undefined && { fromByte }),
    onProgress: async (bytes) => {
      progress.push(bytes);
    },
    fetchUploadedBytes: async () =>
      (await client.fetchStatus(upload.accessToken, upload.publishId)).uploadedBytes,
  });
  return progress;
}

const faultAt = ({ control }: ClientContext, chunk: number, fault: ChunkFault) =>
  control.fault({ path: '/video/', method: 'PUT', skip: chunk, ...fault });

/** The bytes are TikTok's, in order and once, after one init. */
async function assertWhole({ control }: ClientContext, { publishId }: Upload): Promise<void> {
  const post = await postWhen({ control }, publishId, ({ sha256: stored }) => stored !== null);
  expect(post).toMatchObject({ sha256, bytes: media.length });
  expect(await control.journal('/v2/post/publish/inbox/video/init/')).toHaveLength(1);
  const puts = await control.journal('/video/');
  const stored = puts.filter(({ status, fault }) => (status === 206 || status === 201) && fault !== 'status');
  const starts = stored.map(({ headers }) =>
    Number(/bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1]),
  );
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
}

const assertProgress = (progress: number[]) => {
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(progress.at(-1)).toBe(media.length);
};

/** At each chunk in turn. */
const atEachChunk = (
  title: string,
  fault: ChunkFault,
  settings: Record<string, unknown> = {},
): ClientCase[] =>
  Array.from({ length: chunkCount }, (_, chunk) => ({
    covers: 'put',
    title: `${title}, at chunk ${chunk + 1} of ${chunkCount}: the upload ends whole`,
    async run(context: ClientContext) {
      const upload = await begin(context);
      await context.control.settings(settings);
      await faultAt(context, chunk, fault);
      assertProgress(await send(context, upload));
      await assertWhole(context, upload);
    },
  }));

const anyFault: fc.Arbitrary<ChunkFault> = fc.oneof(
  fc.constantFrom(500, 502, 503, 504, 429, 408).map((status): ChunkFault => ({ kind: 'status', status })),
  fc
    .constantFrom(0, 1, 65_536, chunkSize - 1)
    .map((afterBytes): ChunkFault => ({ kind: 'reset', afterBytes })),
  fc.constant<ChunkFault>({ kind: 'reset' }),
  fc.constant<ChunkFault>({ kind: 'lostResponse' }),
  fc.constant<ChunkFault>({ kind: 'latency', ms: 5 }),
);

export const cases: ClientCase[] = [
  {
    covers: 'put',
    row: 18,
    title: 'an upload without faults sends each chunk once, in order',
    async run(context) {
      const upload = await begin(context);
      expect(await send(context, upload)).toEqual([chunkSize, 2 * chunkSize, media.length]);
      await assertWhole(context, upload);
      expect(await context.control.journal('/video/')).toHaveLength(chunkCount);
    },
  },
  ...atEachChunk('a connection that is reset before anything was read', { kind: 'reset' }),
  ...atEachChunk('a connection that is reset in the middle', { kind: 'reset', afterBytes: 1_000_000 }),
  ...atEachChunk('a 503', { kind: 'status', status: 503 }),
  ...atEachChunk('an answer that is lost after the chunk was stored', { kind: 'lostResponse' }),
  ...atEachChunk(
    'an answer that is lost where a stored range is taken again',
    { kind: 'lostResponse' },
    { storedRange: '206', contentRangeNumber: 'count' },
  ),
  {
    covers: 'put',
    title: 'a 416 says where to go on: an upload that another run had begun ends whole',
    async run(context) {
      const upload = await begin(context);
      const first = plan.ranges(0);
      await fetch(upload.uploadUrl, {
        method: 'PUT',
        headers: { 'content-type': 'video/mp4', 'content-range': `bytes 0-${first.last}/${media.length}` },
        body: new Uint8Array(media.subarray(0, first.last + 1)),
      });
      assertProgress(await send(context, upload));
      await assertWhole(context, upload);
    },
  },
  {
    covers: 'put',
    title: 'a run that knows where the one before stopped sends nothing twice',
    async run(context) {
      const upload = await begin(context);
      await faultAt(context, 1, { kind: 'status', status: 400 });
      expect(await errorOf(send(context, upload))).toMatchObject({
        code: 'upload_rejected',
        httpStatus: 400,
      });
      assertProgress(await send(context, upload, chunkSize));
      await assertWhole(context, upload);
    },
  },
  {
    covers: 'put',
    row: 19,
    title: 'an upload URL that expires half way is a definite error, and no second init',
    async run(context) {
      const upload = await begin(context);
      const halfWay = context.client.uploadChunks({
        uploadUrl: upload.uploadUrl,
        contentType: 'video/mp4',
        plan,
        openRange,
        onProgress: async () => void (await context.control.advance(3601)),
      });
      expect(await errorOf(halfWay)).toMatchObject({ code: 'upload_url_expired', httpStatus: 403 });
      expect(await context.control.journal('/v2/post/publish/inbox/video/init/')).toHaveLength(1);
    },
  },
  {
    covers: 'put',
    title: 'an upload that TikTok does not know is a definite error',
    async run(context) {
      const upload = await begin(context);
      const uploadUrl = upload.uploadUrl.replace(/upload_id=\d+/, 'upload_id=1');
      const error = await errorOf(send(context, { ...upload, uploadUrl }));
      expect(error).toMatchObject({ code: 'upload_unknown', httpStatus: 404 });
      expect(error.message).not.toContain(new URL(uploadUrl).searchParams.get('upload_token'));
    },
  },
  {
    covers: 'put',
    title: 'a TikTok that answers nothing but 503 ends the upload with a definite error',
    async run(context) {
      const upload = await begin(context);
      await faultAt(context, 1, { kind: 'status', status: 503, times: 100 });
      expect(await errorOf(send(context, upload))).toMatchObject({
        code: 'upload_unavailable',
        httpStatus: 503,
      });
      const post = await postWhen(context, upload.publishId, () => true);
      expect(post.bytes).toBe(chunkSize);
    },
  },
  {
    covers: 'put',
    title: 'whatever faults come, the upload ends whole or with a definite error, and never begins anew',
    async run(context) {
      const faults = fc.array(fc.record({ chunk: fc.nat({ max: 5 }), fault: anyFault }), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(faults, async (sequence) => {
          await context.reset();
          const upload = await begin(context);
          for (const { chunk, fault } of sequence) await faultAt(context, chunk, fault);
          const outcome = await send(context, upload).catch((error: unknown) => error);
          if (Array.isArray(outcome)) {
            assertProgress(outcome);
            await assertWhole(context, upload);
          } else {
            expect(outcome).toBeInstanceOf(TikTokError);
            expect(await context.control.journal('/v2/post/publish/inbox/video/init/')).toHaveLength(1);
          }
        }),
        { numRuns: 15, seed: 20261121, endOnFailure: true },
      );
    },
  },
];
