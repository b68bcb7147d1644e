import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { TikTokClientOptions } from '../client.ts';
import { TikTokError } from '../errors/tiktok-error.ts';
import { clientOf, errorOf } from '../testing/client.ts';
import { refused, startHttpServer } from '../testing/http-server.ts';
import { media, openRange, plan, sha256Of } from '../testing/media.ts';
import { startUploadTarget, type UploadTargetOptions } from '../testing/upload-target.ts';
import { planChunks } from './chunk-plan.ts';
import type { ChunkUpload } from './upload-chunks.ts';

const client = (options: TikTokClientOptions = {}) => clientOf('http://127.0.0.1:9', options);
const startTarget = (options: Partial<UploadTargetOptions> = {}) =>
  startUploadTarget({ videoSize: plan.videoSize, ...options });
const uploadTo = (uploadUrl: string, changes: Partial<ChunkUpload> = {}): ChunkUpload => ({
  uploadUrl,
  contentType: 'video/mp4',
  plan,
  openRange,
  onProgress: async () => {},
  ...changes,
});

const [chunk0, chunk1, chunk2] = ['0-5242879', '5242880-10485759', '10485760-15728656'];
const lastStart = 10_485_760;
const onPut = (wanted: number, fault: ReturnType<NonNullable<UploadTargetOptions['fault']>>) => ({
  fault: (index: number) => (index === wanted ? fault : undefined),
});

describe('a chunked upload', () => {
  test('sends every byte once, in sequence, with the three headers of the reference and no token', async () => {
    const target = await startTarget();
    await client().uploadChunks(uploadTo(target.uploadUrl));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk2]);
    expect(target.sha256()).toBe(sha256Of());
    expect(target.puts[2]?.headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '5242897',
      'content-range': 'bytes 10485760-15728656/15728657',
    });
    expect(target.puts[0]?.headers.authorization).toBeUndefined();
  });

  test('uses the upload URL as it came', async () => {
    const target = await startTarget();
    await client().uploadChunks(uploadTo(target.uploadUrl));
    expect(target.puts[0]?.url).toBe('/video/?upload_id=7600000000000000002&upload_token=demoTok1%2F!');
  });

  test('reports each chunk once it is stored and before the next begins', async () => {
    const target = await startTarget();
    const seen: [number, number][] = [];
    const onProgress = async (confirmed: number) => {
      await new Promise(setImmediate);
      seen.push([confirmed, target.puts.length]);
    };
    await client().uploadChunks(uploadTo(target.uploadUrl, { onProgress }));
    expect(seen).toEqual([
      [5_242_880, 1],
      [10_485_760, 2],
      [15_728_657, 3],
    ]);
  });

  test('of one byte is one chunk', async () => {
    const target = await startTarget({ videoSize: 1 });
    await client().uploadChunks(uploadTo(target.uploadUrl, { plan: planChunks(1) }));
    expect(target.ranges()).toEqual(['0-0']);
  });

  test.each(['lastIndex', 'bytes', 'nothing'] as const)(
    'goes through when Content-Range ends in %s',
    async (counts) => {
      const target = await startTarget({ counts });
      await client().uploadChunks(uploadTo(target.uploadUrl));
      expect(target.puts).toHaveLength(3);
    },
  );

  test('resumes from any confirmed byte', async () => {
    const anyByte = fc.integer({ min: 0, max: plan.videoSize });
    await fc.assert(
      fc.asyncProperty(anyByte, async (fromByte) => {
        const target = await startTarget({ stored: fromByte });
        await client().uploadChunks(uploadTo(target.uploadUrl, { fromByte }));
        expect(target.state.stored).toBe(plan.videoSize);
        expect(target.sha256()).toBe(sha256Of(fromByte));
        expect(target.state.received).toBe(plan.videoSize - fromByte);
      }),
      { numRuns: 10, examples: [[0], [5_242_880], [lastStart], [plan.videoSize - 1], [plan.videoSize]] },
    );
  });

  test('never holds more of the video than the connection takes', async () => {
    let read = 0;
    let most = 0;
    const videoSize = 64_000_000;
    const target = await startTarget({ videoSize });
    const part = Buffer.alloc(65_536);
    const openCounted = (first: number, last: number) =>
      Readable.from(
        (function* () {
          for (let at = first; at <= last; at += part.length) {
            const bytes = part.subarray(0, Math.min(part.length, last + 1 - at));
            read += bytes.length;
            most = Math.max(most, read - target.state.received);
            yield bytes;
          }
        })(),
      );
    await client().uploadChunks(
      uploadTo(target.uploadUrl, { plan: planChunks(videoSize), openRange: openCounted }),
    );
    expect(read).toBe(videoSize);
    // The kernel's buffers for both ends of the connection are most of it.
    expect(most).toBeLessThan(16 * 1024 ** 2);
  });
});

describe('after a failure of one chunk', () => {
  test.each([500, 502, 503, 504, 429])('a %i sends this chunk again and no other', async (status) => {
    const target = await startTarget(onPut(1, { kind: 'status', status }));
    await client().uploadChunks(uploadTo(target.uploadUrl));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk1, chunk2]);
    expect(target.sha256()).toBe(sha256Of());
  });

  test('a connection that breaks in the middle of a chunk costs that chunk only', async () => {
    const target = await startTarget(onPut(1, { kind: 'reset', afterBytes: 1_000_000 }));
    await client().uploadChunks(uploadTo(target.uploadUrl));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk1, chunk2]);
    expect(target.sha256()).toBe(sha256Of());
  });

  test('a peer that reads nothing is left after the idle timeout', async () => {
    const target = await startTarget(onPut(0, { kind: 'hang' }));
    await client({ chunkIdleTimeoutMs: 100 }).uploadChunks(uploadTo(target.uploadUrl));
    expect(target.ranges()).toEqual([chunk0, chunk0, chunk1, chunk2]);
  });

  test('a stored chunk whose answer was lost is not sent twice when the status can be asked', async () => {
    const target = await startTarget(onPut(1, { kind: 'lostAnswer' }));
    const fetchUploadedBytes = async () => target.state.stored;
    await client().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes }));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk2]);
  });

  test('nothing is sent again when the answer to the last chunk was lost and the status knows it', async () => {
    const target = await startTarget(onPut(2, { kind: 'lostAnswer' }));
    const onProgress = vi.fn(async () => {});
    const fetchUploadedBytes = async () => target.state.stored;
    await client().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes, onProgress }));
    expect(target.puts).toHaveLength(3);
    expect(onProgress).toHaveBeenLastCalledWith(plan.videoSize);
  });

  test.each(['lastIndex', 'bytes'] as const)(
    'the position comes from the 416 when no status can be asked: %s',
    async (counts) => {
      const target = await startTarget({ counts, ...onPut(1, { kind: 'lostAnswer' }) });
      await client().uploadChunks(uploadTo(target.uploadUrl));
      expect(target.ranges()).toEqual([chunk0, chunk1, chunk1, chunk2]);
      expect(target.sha256()).toBe(sha256Of());
    },
  );

  test('the same holds for the last chunk, also after a 5xx that came when it was stored', async () => {
    const target = await startTarget(onPut(2, { kind: 'status', status: 502, storing: true }));
    await client().uploadChunks(uploadTo(target.uploadUrl));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk2, chunk2]);
    expect(target.state.stored).toBe(plan.videoSize);
  });

  test('the position comes from the status when the 416 does not say', async () => {
    const target = await startTarget({ positionOn416: false, stored: 5_242_880 });
    const fetchUploadedBytes = async () => target.state.stored;
    await client().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes }));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk2]);
  });

  test('a status that lags behind never takes back what was confirmed', async () => {
    const target = await startTarget(onPut(1, { kind: 'reset', afterBytes: 1 }));
    await client().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes: async () => 0 }));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk1, chunk2]);
  });

  test('a 416 that says TikTok has less goes back there', async () => {
    const target = await startTarget({ stored: 0 });
    await client().uploadChunks(
      uploadTo(target.uploadUrl, { fromByte: lastStart, fetchUploadedBytes: async () => 0 }),
    );
    expect(target.ranges()).toEqual([chunk2, chunk0, chunk1, chunk2]);
    expect(target.sha256()).toBe(sha256Of());
  });

  test('a status that cannot be had for now does not end the upload', async () => {
    const target = await startTarget(onPut(1, { kind: 'lostAnswer' }));
    const { url } = await startHttpServer(() => refused(429, 'rate_limit_exceeded'));
    const fetchUploadedBytes = async () =>
      (await clientOf(url).fetchStatus('act.demo', 'v_pub')).uploadedBytes;
    await client().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes }));
    expect(target.state.stored).toBe(plan.videoSize);
  });

  test("the caller's own word while asking ends the upload", async () => {
    const target = await startTarget(onPut(1, { kind: 'lostAnswer' }));
    const fetchUploadedBytes = () => Promise.reject(new Error('the publication was cancelled'));
    const upload = client().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes }));
    await expect(upload).rejects.toThrow('the publication was cancelled');
    expect(target.puts).toHaveLength(2);
  });
});

describe('an upload that cannot go on', () => {
  test.each([
    [400, 'upload_rejected', 'final'],
    [401, 'upload_rejected', 'final'],
    [302, 'upload_rejected', 'final'],
    [403, 'upload_url_expired', 'retryNow'],
    [404, 'upload_unknown', 'retryNow'],
  ])(
    'ends at once with a %i, even one that comes before the body is read',
    async (status, code, disposition) => {
      const target = await startTarget(onPut(1, { kind: 'early', status }));
      expect(await errorOf(client().uploadChunks(uploadTo(target.uploadUrl)))).toMatchObject({
        code,
        disposition,
        httpStatus: status,
        endpoint: 'upload_url',
        outcomeUnknown: false,
      });
      expect(target.puts).toHaveLength(2);
    },
  );

  test('gives up after so many tries without progress, and counts anew after progress', async () => {
    const target = await startTarget({
      fault: (index) => (index === 0 || index >= 2 ? { kind: 'status', status: 503 } : undefined),
    });
    const attempts = client({ chunkRetry: { attempts: 3, firstDelayMs: 1 } });
    expect(await errorOf(attempts.uploadChunks(uploadTo(target.uploadUrl)))).toMatchObject({
      code: 'upload_unavailable',
      disposition: 'retryNow',
      outcomeUnknown: false,
    });
    expect(target.ranges()).toEqual([chunk0, chunk0, chunk1, chunk1, chunk1]);
  });

  test('never goes in circles', async () => {
    // It takes every first chunk and then claims to have nothing.
    const target = await startTarget({
      fault: (_, { first }) =>
        first === 0
          ? { kind: 'status', status: 206 }
          : { kind: 'status', status: 416, headers: { 'content-range': `bytes 0-0/${plan.videoSize}` } },
    });
    const upload = client({ chunkRetry: { attempts: 4, firstDelayMs: 1 } }).uploadChunks(
      uploadTo(target.uploadUrl),
    );
    expect(await errorOf(upload)).toMatchObject({ code: 'upload_out_of_step' });
    expect(target.puts).toHaveLength(8);
  });

  test('says where it stands when nobody knows the position', async () => {
    const target = await startTarget({ positionOn416: false, stored: 5_242_880 });
    expect(await errorOf(client().uploadChunks(uploadTo(target.uploadUrl)))).toMatchObject({
      code: 'upload_out_of_step',
      httpStatus: 416,
    });
  });

  test('warns of a second post when the last chunk may be stored: its answer was lost, then the task was gone', async () => {
    const target = await startTarget({
      fault: (index) => {
        if (index === 2) return { kind: 'lostAnswer' };
        return index === 3 ? { kind: 'early', status: 404 } : undefined;
      },
    });
    expect(await errorOf(client().uploadChunks(uploadTo(target.uploadUrl)))).toMatchObject({
      code: 'upload_unknown',
      outcomeUnknown: true,
    });
  });

  test('ends well in the same case when the status says that all bytes are stored', async () => {
    const target = await startTarget({
      fault: (index) => {
        if (index === 2) return { kind: 'lostAnswer' };
        return index === 3 ? { kind: 'early', status: 404 } : undefined;
      },
    });
    const answers = [lastStart, plan.videoSize];
    await client().uploadChunks(
      uploadTo(target.uploadUrl, { fetchUploadedBytes: async () => answers.shift() ?? null }),
    );
    expect(target.puts).toHaveLength(4);
  });

  test('warns of a second post when an earlier run may have sent the rest and nobody knows', async () => {
    const target = await startTarget(onPut(0, { kind: 'early', status: 403 }));
    const upload = client().uploadChunks(uploadTo(target.uploadUrl, { fromByte: lastStart }));
    expect(await errorOf(upload)).toMatchObject({ code: 'upload_url_expired', outcomeUnknown: true });
  });

  test('does not warn when the status says that bytes are missing', async () => {
    const target = await startTarget(onPut(0, { kind: 'early', status: 403 }));
    const upload = client().uploadChunks(
      uploadTo(target.uploadUrl, { fromByte: lastStart, fetchUploadedBytes: async () => lastStart }),
    );
    expect(await errorOf(upload)).toMatchObject({ code: 'upload_url_expired', outcomeUnknown: false });
  });

  test('is unreachable, not unknown, when there is no connection', async () => {
    const upload = client({ chunkRetry: { attempts: 2, firstDelayMs: 1 } }).uploadChunks(
      uploadTo('http://127.0.0.1:9/video/', { fromByte: lastStart }),
    );
    expect(await errorOf(upload)).toMatchObject({ code: 'unreachable', outcomeUnknown: false });
  });
});

describe("what is the caller's", () => {
  test('an abort ends the upload with its reason and closes the media', async () => {
    const target = await startTarget(onPut(1, { kind: 'hang' }));
    const opened: Readable[] = [];
    const controller = new AbortController();
    const upload = client().uploadChunks(
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

  test('an abort ends a pause between tries', async () => {
    const target = await startTarget({ fault: () => ({ kind: 'status', status: 503 }) });
    const controller = new AbortController();
    const upload = client({ chunkRetry: { firstDelayMs: 3_600_000, maxDelayMs: 3_600_000 } }).uploadChunks(
      uploadTo(target.uploadUrl, { signal: controller.signal }),
    );
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
      const upload = client().uploadChunks(uploadTo(target.uploadUrl, { openRange: failing }));
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
    const upload = client().uploadChunks(
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
    await expect(client().uploadChunks(uploadTo(target.uploadUrl, { onProgress }))).rejects.toThrow(
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
    const error = await errorOf(client().uploadChunks(uploadTo('http://127.0.0.1:9', change)));
    expect(error).toMatchObject({ code: 'invalid_field', field });
    expect(error).toBeInstanceOf(TikTokError);
  });
});
