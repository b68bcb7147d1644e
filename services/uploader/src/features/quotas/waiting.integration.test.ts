import { randomUUID } from 'node:crypto';
import { quotaUsage } from '@postbus/db/uploader';
import { waitFor } from '@postbus/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi } from '../../testing/api.ts';
import {
  type StandInWebhookIngest,
  startStandInWebhookIngest,
} from '../../testing/stand-in-webhook-ingest.ts';
import { startTikTok, type TikTok, tiktokPaths } from '../../testing/start-tiktok.ts';
import {
  type RunningUploader,
  type Surroundings,
  startSurroundings,
  startUploader,
} from '../../testing/start-uploader.ts';

let surroundings: Surroundings;
let tiktok: TikTok;
let webhooks: StandInWebhookIngest;
let uploaders: RunningUploader[];
let api: Api;

beforeAll(async () => {
  surroundings = await startSurroundings('http://to-be-known');
  webhooks = await startStandInWebhookIngest(surroundings.nats.url);
  tiktok = await startTikTok(webhooks.url);
  surroundings.env.TIKTOK_API_BASE_URL = tiktok.url;
  const env = { QUOTA_DIRECT_POSTS_PER_DAY: '3', QUOTA_PENDING_SHARES_PER_DAY: '2' };
  uploaders = [await startUploader(surroundings, { env }), await startUploader(surroundings, { env })];
  api = createApi(surroundings, () => uploaders[0] as RunningUploader);
});
afterAll(async () => {
  for (const uploader of uploaders ?? []) await uploader.close();
  await tiktok?.close();
  await webhooks?.close();
  await surroundings?.close();
});

async function newAccount(): Promise<string> {
  const username = `baker${randomUUID().slice(0, 8)}`;
  await tiktok.addCreator({ username });
  return api.addAccount((await tiktok.connect(username)).accessToken);
}

const post = async (accountId: string, mode = 'direct') => ({
  accountIds: [accountId],
  mediaId: await api.addMedia(60_000),
  mode,
  ...(mode === 'direct' && { postInfo: { privacyLevel: 'SELF_ONLY' } }),
});
const publish = async (accountId: string, mode?: string) => {
  const { status, body } = await api.send('POST', '/api/posts', await post(accountId, mode));
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.publications[0].publicationId as string;
};
const count = async (publicationIds: string[], wanted: string) => {
  const all = await Promise.all(publicationIds.map((id) => api.status(id)));
  return all.filter(({ status }) => status === wanted).length;
};
const quotaOf = async (accountId: string, quota: string) => {
  const { items } = (await (await api.call(`/api/accounts/${accountId}/quota`)).json()) as {
    items: { quota: string; used: number; remaining: number; resetsAt: string | null }[];
  };
  return items.find((item) => item.quota === quota);
};

test('what is over the quota of the day waits, says until when, and goes out when the window opens', async () => {
  const accountId = await newAccount();
  await tiktok.forget();
  const ids = await Promise.all(Array.from({ length: 5 }, () => publish(accountId)));
  await waitFor('three to be published', async () => (await count(ids, 'published')) === 3);
  const waiting = await waitFor('two to wait', async () => {
    const all = await Promise.all(ids.map((id) => api.status(id)));
    const late = all.filter(({ status, nextStepAt }) => {
      return status === 'initialising' && Date.parse(nextStepAt ?? '') > Date.now() + 23 * 3_600_000;
    });
    return late.length === 2 && late;
  });
  expect(await tiktok.received(tiktokPaths.directInit)).toHaveLength(3);
  expect(await quotaOf(accountId, 'direct_posts')).toMatchObject({ used: 3, remaining: 0 });
  const dryRun = await api.send('POST', '/api/posts?dryRun=true', await post(accountId));
  expect(dryRun.body.accounts[0].problems).toMatchObject([
    { code: 'quota_full', retryable: true, details: { quota: 'direct_posts', limit: 3, expected: 3 } },
  ]);

  // A day passes.
  await surroundings.database.db
    .update(quotaUsage)
    .set({ usedAt: sql`now() - interval '1 day'` })
    .where(eq(quotaUsage.creator, `open-${accountId}`));
  await surroundings.database.db.execute(sql`update uploader.publications set next_step_at = now()
    where account_id = ${accountId} and status = 'initialising'`);
  await waitFor('all to be published', async () => (await count(ids, 'published')) === 5);
  expect(await tiktok.received(tiktokPaths.directInit)).toHaveLength(5);
  expect(waiting).toHaveLength(2);
});

test('a draft keeps its place until the creator has finished it', async () => {
  const accountId = await newAccount();
  const ids = [await publish(accountId, 'inbox'), await publish(accountId, 'inbox')];
  await waitFor('two drafts', async () => (await count(ids, 'inbox_delivered')) === 2);
  expect(await quotaOf(accountId, 'pending_shares')).toMatchObject({ used: 2, remaining: 0 });
  const { publishId } = await api.status(ids[0] ?? '');
  await webhooks.tell('post.publish.complete', { publish_id: publishId, publish_type: 'INBOX_SHARE' });
  await waitFor('the post', async () => (await count(ids, 'published')) === 1);
  expect(await quotaOf(accountId, 'pending_shares')).toMatchObject({ used: 1, remaining: 1 });
});

test('a post that TikTok refuses to begin gives its place back', async () => {
  const accountId = await newAccount();
  const code = 'unaudited_client_can_only_post_to_private_accounts';
  await tiktok.addFault({ path: tiktokPaths.directInit, kind: 'status', status: 403, code });
  const id = await publish(accountId);
  await waitFor('the refusal', async () => (await api.status(id)).failure?.code === code);
  expect(await quotaOf(accountId, 'direct_posts')).toMatchObject({ used: 0, remaining: 3 });
  expect(await quotaOf(accountId, 'direct_init')).toMatchObject({ used: 1 });
});

test('what a creator allows can be asked for, within the quota of that', async () => {
  const accountId = await newAccount();
  const ask = () => api.call(`/api/accounts/${accountId}/creator-info`);
  expect(await (await ask()).json()).toMatchObject({ privacyLevelOptions: expect.any(Array) });
  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
  const [refused] = answers.filter(({ status }) => status !== 200);
  expect(refused?.status).toBe(503);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused?.json()).toMatchObject({
    error: { code: 'platform_busy', details: { code: 'quota_full' } },
  });
  expect((await api.call(`/api/accounts/${randomUUID()}/quota`)).status).toBe(404);
});
