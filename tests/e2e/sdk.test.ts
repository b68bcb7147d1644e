import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTestCreator, startTestStack, type TestStack, uploadTestMedia } from '@postbus/local/testing';
import { Postbus, PostbusApiError } from '@postbus/sdk';
import { waitFor } from '@postbus/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Operation {
  operationId?: string;
  summary?: string;
  responses: Record<string, { content?: unknown }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
}

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack?.close());

describe.each(['auth-gateway', 'uploader', 'webhook-ingest', 'crm-sync'] as const)(
  'the OpenAPI document of %s',
  (service) => {
    let document: Document;
    beforeAll(async () => {
      const answer = await fetch(`${stack.urls[service]}/openapi.json`);
      document = (await answer.json()) as Document;
    });
    const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods));

    test('is the one in docs/openapi, from which the SDK is made', async () => {
      const text = `${JSON.stringify(document, null, 2)}\n`;
      await expect(text).toMatchFileSnapshot(`../../docs/openapi/${service}.json`);
    });

    test('names and describes every operation, and says what it answers', () => {
      const ids = operations().map(({ operationId }) => operationId);
      expect(ids).not.toContain(undefined);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { operationId, summary, responses } of operations()) {
        expect({ operationId, summary }).toEqual({ operationId, summary: expect.any(String) });
        expect(Object.keys(responses), operationId).toEqual(
          expect.arrayContaining([expect.stringMatching(/^[23]/), 'default']),
        );
      }
    });
  },
);

describe('the SDK', () => {
  let postbus: Postbus;
  let accountId: string;
  beforeAll(async () => {
    accountId = await connectTestCreator(stack);
    const { 'auth-gateway': authGateway = '', uploader, 'crm-sync': crmSync } = stack.urls;
    postbus = new Postbus({ urls: { authGateway, uploader, crmSync }, ...stack.adminClient });
  });
  afterAll(() => postbus?.close());

  test('gets a token of an account that the platform takes, and a new one when asked', async () => {
    const { accessToken } = await postbus.accounts.accessToken(accountId);
    const userInfo = (token: string) =>
      fetch(`${stack.urls.sandbox}/v2/user/info/?fields=open_id`, {
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await userInfo(accessToken)).status).toBe(200);
    await postbus.accounts.refresh(accountId);
    const renewed = await postbus.accounts.accessToken(accountId);
    expect(renewed.accessToken).not.toBe(accessToken);
    expect((await userInfo(renewed.accessToken)).status).toBe(200);
  });

  test('lists what is there, and calls any other operation by its path', async () => {
    const accounts = [];
    for await (const account of postbus.accounts.all({ platform: 'tiktok' })) accounts.push(account);
    expect(accounts).toMatchObject([{ accountId, status: 'active' }]);
    expect(await postbus.posts.list()).toEqual({ items: [], nextCursor: null });
    const { data } = await postbus.services.crmSync.GET('/api/crm/posts');
    expect(data).toEqual({ items: [], nextCursor: null });
  });

  test('brings along a platform app, whose webhooks are then taken in', async () => {
    const [clientKey, clientSecret] = ['awbroughtalong', 'its secret'];
    await postbus.services.authGateway.POST('/api/platform-apps', {
      body: { platform: 'tiktok', name: 'Another app', clientKey, clientSecret },
    });
    const content = JSON.stringify({ reason: 1 });
    const event = { client_key: clientKey, event: 'authorization.removed', create_time: 1_800_000_000 };
    const body = JSON.stringify({ ...event, user_openid: 'somebody', content });
    const deliver = async () => {
      const t = Math.floor(Date.now() / 1000);
      const s = createHmac('sha256', clientSecret).update(`${t}.${body}`).digest('hex');
      const headers = { 'content-type': 'application/json', 'tiktok-signature': `t=${t},s=${s}` };
      const url = `${stack.urls['webhook-ingest']}/api/webhooks/tiktok`;
      return (await fetch(url, { method: 'POST', headers, body })).status;
    };
    // It may have asked for the apps less than 5 s ago; TikTok delivers again, too.
    await waitFor('the webhook to be taken in', async () => (await deliver()) === 200);
  });

  test('runs the checks of a post without making one', async () => {
    const dryRun = await postbus.posts.dryRun({
      accountIds: [accountId],
      mediaId: crypto.randomUUID(),
      mode: 'direct',
      postInfo: { privacyLevel: 'SELF_ONLY' },
    });
    expect(dryRun).toMatchObject({ ok: false, problems: [{ code: 'media_not_found' }] });
    expect(dryRun.accounts).toEqual([{ accountId, problems: [] }]);
    expect((await postbus.posts.list()).items).toEqual([]);
  });

  test('raises what a service refuses, with its code', async () => {
    const refused = postbus.posts.publish({
      accountId,
      source: 'FILE_UPLOAD',
      mediaId: crypto.randomUUID(),
      mode: 'inbox',
    });
    await expect(refused).rejects.toBeInstanceOf(PostbusApiError);
    await expect(refused).rejects.toMatchObject({ status: 404, code: 'media_not_found', retryable: false });
  });

  test('publishes photos that TikTok fetches from here, up to the row in the CRM', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'postbus-photos-'));
    const file = join(folder, 'loaf.png');
    await sharp({ create: { width: 600, height: 800, channels: 3, background: '#c96' } }).toFile(file);
    const mediaIds = [await uploadTestMedia(stack, file)];
    await rm(folder, { recursive: true });
    const postInfo = {
      title: 'A loaf',
      description: 'Just baked',
      privacyLevel: 'PUBLIC_TO_EVERYONE',
    } as const;
    const { publicationId } = await postbus.posts.publish({ accountId, mediaIds, mode: 'direct', postInfo });
    const row = await waitFor('the row in the CRM', async () => {
      const { data } = await postbus.services.crmSync.GET('/api/crm/posts');
      return data?.items.find((post) => post.publicationId === publicationId && post.status === 'published');
    });
    expect(row).toMatchObject({ caption: 'A loaf', accountId });
  });

  test('disconnects an account, which then has no token', async () => {
    await postbus.accounts.disconnect(accountId);
    await expect(postbus.accounts.accessToken(accountId)).rejects.toMatchObject({
      code: 'account_disconnected',
    });
  });
});
