import { describe, expect, test } from 'vitest';
import { clientOf, errorOf } from '../testing/client.ts';
import { type Answer, ok, refused, startHttpServer } from '../testing/http-server.ts';

const publishId = 'v_pub_file~v2-1.7600000000000000001';
const okText = (data: string): Answer => ({
  body: `{"data":${data},"error":{"code":"ok","message":"","log_id":"202610090818000A1B2C3D4E5F6071829A"}}`,
});

async function tikTok(answer: Answer) {
  const { url, requests } = await startHttpServer(() => answer);
  return { client: clientOf(url), requests };
}

describe('the status of a publish', () => {
  test('gives 19-digit post ids digit by digit', async () => {
    const { client, requests } = await tikTok(
      okText(
        '{"status":"PUBLISH_COMPLETE","publicaly_available_post_id":[7600000000000000101,7600000000000000103],"uploaded_bytes":66259900}',
      ),
    );
    await expect(client.fetchStatus('act.demo', publishId)).resolves.toEqual({
      status: 'PUBLISH_COMPLETE',
      failReason: null,
      postIds: ['7600000000000000101', '7600000000000000103'],
      uploadedBytes: 66259900,
      downloadedBytes: null,
    });
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/v2/post/publish/status/fetch/',
      body: '{"publish_id":"v_pub_file~v2-1.7600000000000000001"}',
    });
  });

  test('of a failed publish is no error and says why', async () => {
    const { client } = await tikTok(
      ok({
        status: 'FAILED',
        fail_reason: 'picture_size_check_failed',
        publicaly_available_post_id: [],
        uploaded_bytes: 66259900,
      }),
    );
    await expect(client.fetchStatus('act.demo', publishId)).resolves.toMatchObject({
      status: 'FAILED',
      failReason: 'picture_size_check_failed',
      postIds: [],
    });
  });

  test.each<[string, object, string[]]>([
    ['absent ids', {}, []],
    ['null', { publicaly_available_post_id: null }, []],
    ['ids as text', { publicaly_available_post_id: ['7600000000000000101'] }, ['7600000000000000101']],
    ['small ids', { publicaly_available_post_id: [101] }, ['101']],
    ['the right spelling', { publicly_available_post_id: ['7600000000000000101'] }, ['7600000000000000101']],
  ])('takes %s', async (_, data, postIds) => {
    const { client } = await tikTok(ok({ status: 'PUBLISH_COMPLETE', fail_reason: '', ...data }));
    await expect(client.fetchStatus('act.demo', publishId)).resolves.toMatchObject({
      postIds,
      failReason: null,
    });
  });

  test('gives a status that is not known yet as it came', async () => {
    const { client } = await tikTok(ok({ status: 'PROCESSING_MODERATION' }));
    await expect(client.fetchStatus('act.demo', publishId)).resolves.toMatchObject({
      status: 'PROCESSING_MODERATION',
    });
  });

  test.each([
    refused(400, 'invalid_publish_id', 'No such id.'),
    refused(400, 'invalid_params', 'invalid_publish_id'),
  ])('of an unknown id is one error in both of its forms, worth another try: %#', async (answer) => {
    const { client } = await tikTok(answer);
    expect(await errorOf(client.fetchStatus('act.demo', publishId))).toMatchObject({
      code: 'invalid_publish_id',
      disposition: 'retryNow',
      httpStatus: 400,
    });
  });

  test.each(['', 'v'.repeat(65)])('is not asked for an id that cannot be one', async (id) => {
    const { client, requests } = await tikTok(ok({ status: 'FAILED' }));
    expect(await errorOf(client.fetchStatus('act.demo', id))).toMatchObject({ field: 'publishId' });
    expect(requests).toEqual([]);
  });
});
