import { describe, expect, test, vi } from 'vitest';
import { clientOf } from '../testing/client.ts';
import { refused, startHttpServer } from '../testing/http-server.ts';
import { plan, sha256Of } from '../testing/media.ts';
import {
  chunk0,
  chunk1,
  chunk2,
  lastStart,
  onPut,
  startTarget,
  uploadClient,
  uploadTo,
} from '../testing/upload.ts';

describe('after a failure of one chunk', () => {
  test.each([500, 502, 503, 504, 429])('a %i sends this chunk again and no other', async (status) => {
    const target = await startTarget(onPut(1, { kind: 'status', status }));
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk1, chunk2]);
    expect(target.sha256()).toBe(sha256Of());
  });

  test('a connection that breaks in the middle of a chunk costs that chunk only', async () => {
    const target = await startTarget(onPut(1, { kind: 'reset', afterBytes: 1_000_000 }));
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk1, chunk2]);
    expect(target.sha256()).toBe(sha256Of());
  });

  test('a peer that reads nothing is left after the idle timeout', async () => {
    const target = await startTarget(onPut(0, { kind: 'hang' }));
    await uploadClient({ chunkIdleTimeoutMs: 100 }).uploadChunks(uploadTo(target.uploadUrl));
    expect(target.ranges()).toEqual([chunk0, chunk0, chunk1, chunk2]);
  });

  test('a stored chunk whose answer was lost is not sent twice when the status can be asked', async () => {
    const target = await startTarget(onPut(1, { kind: 'lostAnswer' }));
    const fetchUploadedBytes = async () => target.state.stored;
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes }));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk2]);
  });

  test('nothing is sent again when the answer to the last chunk was lost and the status knows it', async () => {
    const target = await startTarget(onPut(2, { kind: 'lostAnswer' }));
    const onProgress = vi.fn(async () => {});
    const fetchUploadedBytes = async () => target.state.stored;
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes, onProgress }));
    expect(target.puts).toHaveLength(3);
    expect(onProgress).toHaveBeenLastCalledWith(plan.videoSize);
  });

  test.each(['lastIndex', 'bytes'] as const)(
    'the position comes from the 416 when no status can be asked: %s',
    async (counts) => {
      const target = await startTarget({ counts, ...onPut(1, { kind: 'lostAnswer' }) });
      await uploadClient().uploadChunks(uploadTo(target.uploadUrl));
      expect(target.ranges()).toEqual([chunk0, chunk1, chunk1, chunk2]);
      expect(target.sha256()).toBe(sha256Of());
    },
  );

  test('the same holds for the last chunk, also after a 5xx that came when it was stored', async () => {
    const target = await startTarget(onPut(2, { kind: 'status', status: 502, storing: true }));
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk2, chunk2]);
    expect(target.state.stored).toBe(plan.videoSize);
  });

  test('the position comes from the status when the 416 does not say', async () => {
    const target = await startTarget({ positionOn416: false, stored: 5_242_880 });
    const fetchUploadedBytes = async () => target.state.stored;
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes }));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk2]);
  });

  test('a status that lags behind never takes back what was confirmed', async () => {
    const target = await startTarget(onPut(1, { kind: 'reset', afterBytes: 1 }));
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes: async () => 0 }));
    expect(target.ranges()).toEqual([chunk0, chunk1, chunk1, chunk2]);
  });

  test('a 416 that says TikTok has less goes back there', async () => {
    const target = await startTarget({ stored: 0 });
    await uploadClient().uploadChunks(
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
    await uploadClient().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes }));
    expect(target.state.stored).toBe(plan.videoSize);
  });

  test("the caller's own word while asking ends the upload", async () => {
    const target = await startTarget(onPut(1, { kind: 'lostAnswer' }));
    const fetchUploadedBytes = () => Promise.reject(new Error('the publication was cancelled'));
    const upload = uploadClient().uploadChunks(uploadTo(target.uploadUrl, { fetchUploadedBytes }));
    await expect(upload).rejects.toThrow('the publication was cancelled');
    expect(target.puts).toHaveLength(2);
  });
});
