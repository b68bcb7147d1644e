import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { TikTokError } from '../errors/tiktok-error.ts';
import { errorOf } from '../testing/client.ts';
import { media, openRange, plan } from '../testing/media.ts';
import { onPut, startTarget, uploadClient, uploadTo } from '../testing/upload.ts';
import type { ChunkUpload } from './upload-chunks.ts';

describe("what is the caller's", () => {
  test('an abort ends the upload with its reason and closes the media', async () => {
    const target = await startTarget(onPut(1, { kind: 'hang' }));
    const opened: Readable[] = [];
    const controller = new AbortController();
    const upload = uploadClient().uploadChunks(
      uploadTo(target.uploadUrl, {
        signal: controller.signal,
        openRange: (first, last) => {
          const source = openRange(first, last);
          opened.push(source);
          return source;
        },
        onProgress: async () => {
          setImmediate(() => controller.abort(new Error('the lease was lost')));
        },
      }),
    );
    await expect(upload).rejects.toThrow('the lease was lost');
    expect(opened.every((source) => source.destroyed)).toBe(true);
    expect(target.puts.length).toBeLessThanOrEqual(2);
  });

  test.each([0, 1_000_000])(
    'media that stands still after %i bytes is closed after the idle timeout',
    async (after) => {
      const target = await startTarget();
      const stalled = new Readable({ read() {} });
      if (after > 0) stalled.push(media.subarray(0, after));
      const options = { chunkIdleTimeoutMs: 100, chunkRetry: { attempts: 1 } };
      const upload = uploadClient(options).uploadChunks(
        uploadTo(target.uploadUrl, { openRange: () => stalled }),
      );
      expect(await errorOf(upload)).toMatchObject({ disposition: 'retryNow', outcomeUnknown: false });
      expect(stalled.destroyed).toBe(true);
      expect(target.state.stored).toBe(0);
    },
  );

  test('an abort ends a pause between tries', async () => {
    const target = await startTarget({ fault: () => ({ kind: 'status', status: 503 }) });
    const controller = new AbortController();
    const upload = uploadClient({
      chunkRetry: { firstDelayMs: 3_600_000, maxDelayMs: 3_600_000 },
    }).uploadChunks(uploadTo(target.uploadUrl, { signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('shutting down')), 50);
    await expect(upload).rejects.toThrow('shutting down');
  });

  test.each([0, 1_000_000])(
    'an error of the media after %i bytes is raised as it is, without a retry',
    async (after) => {
      const target = await startTarget();
      const failing = (first: number) =>
        Readable.from(
          (function* () {
            yield media.subarray(first, first + after);
            throw new Error('disk gone');
          })(),
        );
      const upload = uploadClient().uploadChunks(uploadTo(target.uploadUrl, { openRange: failing }));
      await expect(upload).rejects.toThrow(/^disk gone$/);
      expect(target.state.stored).toBe(0);
      expect(target.puts.length).toBeLessThanOrEqual(1);
    },
  );

  test.each([
    ['fewer', -1],
    ['more', 1],
  ])('media that gives %s bytes than planned is never stored', async (word, difference) => {
    const target = await startTarget();
    const upload = uploadClient().uploadChunks(
      uploadTo(target.uploadUrl, { openRange: (first, last) => openRange(first, last + difference) }),
    );
    expect(await errorOf(upload)).toMatchObject({
      code: 'media_length_mismatch',
      disposition: 'final',
      message: expect.stringContaining(word),
    });
    expect(target.state.stored).toBe(0);
  });

  test('an error of onProgress ends the upload before the next chunk', async () => {
    const target = await startTarget();
    const onProgress = () => Promise.reject(new Error('not saved'));
    await expect(uploadClient().uploadChunks(uploadTo(target.uploadUrl, { onProgress }))).rejects.toThrow(
      'not saved',
    );
    expect(target.puts).toHaveLength(1);
  });

  test.each<[string, Partial<ChunkUpload>]>([
    ['uploadUrl', { uploadUrl: 'upload_token=secret' }],
    ['uploadUrl', { uploadUrl: 'file:///etc/passwd' }],
    ['fromByte', { fromByte: -1 }],
    ['fromByte', { fromByte: plan.videoSize + 1 }],
    ['fromByte', { fromByte: 0.5 }],
  ])('a wrong %s is refused before the wire', async (field, change) => {
    const error = await errorOf(uploadClient().uploadChunks(uploadTo('http://127.0.0.1:9', change)));
    expect(error).toMatchObject({ code: 'invalid_field', field });
    expect(error).toBeInstanceOf(TikTokError);
  });
});
