import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { errorOf } from '../testing/client.ts';
import { listen } from '../testing/http-server.ts';
import { media, openRange, sha256Of } from '../testing/media.ts';
import { onPut, startTarget, uploadClient, uploadTo } from '../testing/upload.ts';
import { planChunks } from './chunk-plan.ts';

describe('media arrives as it is', () => {
  test('from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tiktok-media-'));
    const path = join(folder, 'video.mp4');
    await writeFile(path, media);
    const target = await startTarget();
    await uploadClient().uploadChunks(
      uploadTo(target.uploadUrl, { openRange: (start, end) => createReadStream(path, { start, end }) }),
    );
    await rm(folder, { recursive: true });
    expect(target.sha256()).toBe(sha256Of());
  });

  test('from an HTTP answer, also when a chunk is sent again', async () => {
    const { url } = await listen((asked, response) => {
      const [first, last] = (asked.headers.range ?? '').replace('bytes=', '').split('-').map(Number);
      openRange(first ?? 0, last ?? 0).pipe(response);
    });
    const target = await startTarget(onPut(1, { kind: 'reset', afterBytes: 1_000_000 }));
    const overHttp = async (first: number, last: number) =>
      (await request(url, { headers: { range: `bytes=${first}-${last}` } })).body;
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl, { openRange: overHttp }));
    expect(target.sha256()).toBe(sha256Of());
  });

  test('in parts of any sizes, empty ones too', async () => {
    const someSizes = fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(someSizes, fc.boolean(), async (sizes, objectMode) => {
        const parts: Buffer[] = [];
        let at = 0;
        for (const size of [...sizes, 1]) {
          parts.push(media.subarray(at, at + size));
          at += size;
        }
        const target = await startTarget({ videoSize: at });
        const source = Readable.from(parts, { objectMode });
        await uploadClient().uploadChunks(
          uploadTo(target.uploadUrl, { plan: planChunks(at), openRange: () => source }),
        );
        expect(target.sha256()).toBe(sha256Of(0, at));
      }),
      { numRuns: 30 },
    );
  });
});

describe('media that was no good to begin with', () => {
  test('raises what had broken it', async () => {
    const source = new Readable({ read() {} });
    source.destroy(new Error('no such file'));
    source.on('error', () => {});
    const target = await startTarget();
    const upload = uploadClient().uploadChunks(uploadTo(target.uploadUrl, { openRange: () => source }));
    await expect(upload).rejects.toThrow(/^no such file$/);
  });

  test('is not waited for when it was closed', async () => {
    const source = new Readable({ read() {} });
    source.destroy();
    await once(source, 'close');
    const target = await startTarget();
    const upload = uploadClient().uploadChunks(uploadTo(target.uploadUrl, { openRange: () => source }));
    await expect(upload).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
  });

  test('is too short when it had been read before', async () => {
    const source = openRange(0, 10);
    await source.toArray();
    const target = await startTarget();
    const upload = uploadClient().uploadChunks(uploadTo(target.uploadUrl, { openRange: () => source }));
    expect(await errorOf(upload)).toMatchObject({ code: 'media_length_mismatch' });
  });
});

test('media that is closed halfway, without an error, is never stored', async () => {
  const target = await startTarget();
  const source = openRange(0, 5_242_879);
  source.once('data', () => setImmediate(() => source.destroy()));
  source.pause();
  const upload = uploadClient().uploadChunks(uploadTo(target.uploadUrl, { openRange: () => source }));
  await expect(upload).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
  expect(target.state.stored).toBe(0);
});
