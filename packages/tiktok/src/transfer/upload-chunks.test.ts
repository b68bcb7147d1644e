import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plan, sha256Of } from '../testing/media.ts';
import { chunk0, chunk1, chunk2, lastStart, startTarget, uploadClient, uploadTo } from '../testing/upload.ts';
import { planChunks } from './chunk-plan.ts';

describe('a chunked upload', () => {
  test('sends every byte once, in sequence, with the three documented headers and no token', async () => {
    const target = await startTarget();
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl));
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
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl));
    expect(target.puts[0]?.url).toBe('/video/?upload_id=7600000000000000002&upload_token=demoTok1%2F!');
  });

  test('reports each chunk once it is stored and before the next begins', async () => {
    const target = await startTarget();
    const seen: [number, number][] = [];
    const onProgress = async (confirmed: number) => {
      await new Promise(setImmediate);
      seen.push([confirmed, target.puts.length]);
    };
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl, { onProgress }));
    expect(seen).toEqual([
      [5_242_880, 1],
      [10_485_760, 2],
      [15_728_657, 3],
    ]);
  });

  test('of one byte is one chunk', async () => {
    const target = await startTarget({ videoSize: 1 });
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl, { plan: planChunks(1) }));
    expect(target.ranges()).toEqual(['0-0']);
  });

  test.each(['lastIndex', 'bytes', 'nothing'] as const)(
    'goes through when Content-Range ends in %s',
    async (counts) => {
      const target = await startTarget({ counts });
      await uploadClient().uploadChunks(uploadTo(target.uploadUrl));
      expect(target.puts).toHaveLength(3);
    },
  );

  test('resumes from any confirmed byte', async () => {
    const anyByte = fc.integer({ min: 0, max: plan.videoSize });
    await fc.assert(
      fc.asyncProperty(anyByte, async (fromByte) => {
        const target = await startTarget({ stored: fromByte });
        await uploadClient().uploadChunks(uploadTo(target.uploadUrl, { fromByte }));
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
    await uploadClient().uploadChunks(
      uploadTo(target.uploadUrl, { plan: planChunks(videoSize), openRange: openCounted }),
    );
    expect(read).toBe(videoSize);
    // The kernel's buffers for both ends of the connection are most of it.
    expect(most).toBeLessThan(16 * 1024 ** 2);
  });
});
