import { describe, expect, test } from 'vitest';
import { errorOf } from '../testing/client.ts';
import { plan } from '../testing/media.ts';
import { chunk0, chunk1, lastStart, onPut, startTarget, uploadClient, uploadTo } from '../testing/upload.ts';

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
      expect(await errorOf(uploadClient().uploadChunks(uploadTo(target.uploadUrl)))).toMatchObject({
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
    const attempts = uploadClient({ chunkRetry: { attempts: 3, firstDelayMs: 1 } });
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
    const upload = uploadClient({ chunkRetry: { attempts: 4, firstDelayMs: 1 } }).uploadChunks(
      uploadTo(target.uploadUrl),
    );
    expect(await errorOf(upload)).toMatchObject({ code: 'upload_out_of_step' });
    expect(target.puts).toHaveLength(8);
  });

  test('says where it stands when nobody knows the position', async () => {
    const target = await startTarget({ positionOn416: false, stored: 5_242_880 });
    expect(await errorOf(uploadClient().uploadChunks(uploadTo(target.uploadUrl)))).toMatchObject({
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
    expect(await errorOf(uploadClient().uploadChunks(uploadTo(target.uploadUrl)))).toMatchObject({
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
    await uploadClient().uploadChunks(
      uploadTo(target.uploadUrl, { fetchUploadedBytes: async () => answers.shift() ?? null }),
    );
    expect(target.puts).toHaveLength(4);
  });

  test('warns of a second post when an earlier run may have sent the rest and nobody knows', async () => {
    const target = await startTarget(onPut(0, { kind: 'early', status: 403 }));
    const upload = uploadClient().uploadChunks(uploadTo(target.uploadUrl, { fromByte: lastStart }));
    expect(await errorOf(upload)).toMatchObject({ code: 'upload_url_expired', outcomeUnknown: true });
  });

  test('does not warn when the status says that bytes are missing', async () => {
    const target = await startTarget(onPut(0, { kind: 'early', status: 403 }));
    const upload = uploadClient().uploadChunks(
      uploadTo(target.uploadUrl, { fromByte: lastStart, fetchUploadedBytes: async () => lastStart }),
    );
    expect(await errorOf(upload)).toMatchObject({ code: 'upload_url_expired', outcomeUnknown: false });
  });

  test('is unreachable, not unknown, when there is no connection', async () => {
    const upload = uploadClient({ chunkRetry: { attempts: 2, firstDelayMs: 1 } }).uploadChunks(
      uploadTo('http://127.0.0.1:9/video/', { fromByte: lastStart }),
    );
    expect(await errorOf(upload)).toMatchObject({ code: 'unreachable', outcomeUnknown: false });
  });
});
