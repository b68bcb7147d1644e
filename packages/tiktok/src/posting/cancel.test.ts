import { describe, expect, test } from 'vitest';
import { clientOf, errorOf } from '../testing/client.ts';
import { refused, startHttpServer } from '../testing/http-server.ts';

const publishId = 'v_pub_url~v2.7600000000000000003';

describe('cancelling', () => {
  test('takes a success without data', async () => {
    const { url, requests } = await startHttpServer(() => ({
      body: { error: { code: 'ok', message: '', log_id: '202610090818000A1B2C3D4E5F6071829A' } },
    }));
    await expect(clientOf(url).cancelPublish('act.demo', publishId)).resolves.toBeUndefined();
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/v2/post/publish/cancel/',
      body: `{"publish_id":"${publishId}"}`,
    });
  });

  test.each([
    ['publish_not_cancellable', 'final'],
    ['token_not_authorized_for_specified_publish_id', 'final'],
    ['invalid_publish_id', 'retryNow'],
  ])('%s is %s', async (code, disposition) => {
    const { url } = await startHttpServer(() => refused(400, code));
    expect(await errorOf(clientOf(url).cancelPublish('act.demo', publishId))).toMatchObject({
      code,
      disposition,
    });
  });

  test.each(['', 'v'.repeat(65), 7])('%j is refused before the wire', async (id) => {
    const { url, requests } = await startHttpServer(() => ({ body: {} }));
    const error = await errorOf(clientOf(url).cancelPublish('act.demo', id as string));
    expect(error.field).toBe('publishId');
    expect(requests).toEqual([]);
  });
});
