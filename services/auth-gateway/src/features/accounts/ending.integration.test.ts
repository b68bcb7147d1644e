import { type WebhookReceivedData, webhookReceived } from '@postbus/contracts';
import { inbox, revocations } from '@postbus/db/auth-gateway';
import { type Bus, connectBus } from '@postbus/events';
import { createLogger } from '@postbus/service-kit';
import { waitFor } from '@postbus/testing';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  auditedActions,
  changeStored,
  connectCreator,
  journal,
  publishedEvents,
  type Stack,
  startStack,
  storedAccount,
  tellSandbox,
} from '../../testing/stack.ts';
import { clientKey } from '../../testing/start-app.ts';

const wiped = {
  accessTokenEncrypted: null,
  accessTokenExpiresAt: null,
  refreshTokenEncrypted: null,
  refreshTokenExpiresAt: null,
};

describe('the end of an account', () => {
  let stack: Stack;
  let bus: Bus;

  beforeAll(async () => {
    stack = await startStack();
    const logger = createLogger({ service: 'webhook-ingest', level: 'silent' });
    bus = await connectBus({ url: stack.nats.url, name: 'webhook-ingest', logger });
    await bus.connected();
    await bus.ensureStream('WEBHOOKS');
  });
  afterAll(async () => {
    await bus?.close();
    await stack?.close();
  });

  /** Publishes what webhook-ingest would, and waits until it was taken in. */
  const deliver = async (openId: string, changed: Partial<WebhookReceivedData> = {}) => {
    const { subject, event } = webhookReceived.create({
      subject: uuidv7(),
      correlationId: 'from-the-webhook',
      data: {
        webhookEventId: uuidv7(),
        platform: 'tiktok',
        clientKey,
        event: 'authorization.removed',
        createTime: Math.floor(Date.now() / 1000),
        userOpenId: openId,
        content: '{"reason":1}',
        receivedAt: new Date().toISOString(),
        ...changed,
      },
    });
    await bus.connection?.jetstream().publish(subject, JSON.stringify(event));
    await waitFor('the webhook to be taken in', async () => {
      const rows = await stack.database.db.select().from(inbox).where(eq(inbox.eventId, event.id));
      return rows.length > 0;
    });
  };

  const revokedTimes = (count: number) =>
    waitFor(
      `${count} calls to revoke`,
      async () => (await journal(stack, '/v2/oauth/revoke/')).length === count,
    );

  test('disconnecting revokes at TikTok, wipes the tokens, keeps the history and says so once', async () => {
    const accountId = await connectCreator(stack);
    const first = await stack.api.post('/api/platforms/tiktok/disconnect', { accountId });
    expect(first.body).toMatchObject({ accountId, status: 'disconnected', version: 2, tokenExpiresAt: null });
    await revokedTimes(1);
    expect(await storedAccount(stack, accountId)).toMatchObject({
      ...wiped,
      displayName: expect.any(String),
    });

    const again = await stack.api.post('/api/platforms/tiktok/disconnect', { accountId });
    expect(again.body).toEqual(first.body);
    expect(await publishedEvents(stack, accountId)).toEqual(['account.connected', 'account.disconnected']);
    const vended = await stack.api.post(`/api/accounts/${accountId}/access-token`);
    expect([vended.status, vended.body.error.code]).toEqual([409, 'account_disconnected']);
    const status = await stack.api.get('/api/platforms/tiktok/status?userId=user-1');
    expect(status.body.connected).toBe(false);
  });

  test('an account is disconnected at once, and revoked as soon as TikTok can be reached', async () => {
    const accountId = await connectCreator(stack);
    await tellSandbox(stack, 'faults', { path: '/v2/oauth/revoke/', kind: 'status', status: 503 });
    const { body } = await stack.api.post('/api/platforms/tiktok/disconnect', { accountId });
    expect(body.status).toBe('disconnected');
    expect(await storedAccount(stack, accountId)).toMatchObject(wiped);
    await revokedTimes(2);
    await waitFor('the failure to be written down', async () => {
      const [row] = await stack.database.db.select().from(revocations);
      return row?.attempts === 1 && row.dueAt < new Date(Date.now() + 50_000);
    });
    await stack.database.db.update(revocations).set({ dueAt: new Date() });
    // Whoever disconnects next wakes the loop.
    await stack.api.post('/api/platforms/tiktok/disconnect', { accountId });
    await revokedTimes(3);
    await waitFor('the revocation to be done', async () => {
      const rows = await stack.database.db.select().from(revocations);
      return rows.length === 0;
    });
    expect((await auditedActions(stack, accountId)).slice(-3)).toEqual([
      'account.connected',
      'account.disconnected',
      'grant.revoked',
    ]);
  });

  test('with a token that has ended, a new one is fetched to revoke with', async () => {
    const accountId = await connectCreator(stack);
    const { openId } = await storedAccount(stack, accountId);
    await tellSandbox(stack, 'tokens/expire', { openId });
    await changeStored(stack, accountId, { accessTokenExpiresAt: new Date(Date.now() - 1000) });
    await stack.api.post('/api/platforms/tiktok/disconnect', { accountId });
    await revokedTimes(4);
    await waitFor(
      'the revocation to be done',
      async () => (await auditedActions(stack, accountId)).at(-1) === 'grant.revoked',
    );
  });

  test('a grant that another workspace uses is left alone', async () => {
    const accountId = await connectCreator(stack);
    const other = await stack.newWorkspace();
    const otherAccountId = await connectCreator(other);
    await stack.api.post('/api/platforms/tiktok/disconnect', { accountId });
    await waitFor(
      'the decision',
      async () => (await auditedActions(stack, accountId)).at(-1) === 'grant.revoked',
    );
    expect(await journal(stack, '/v2/oauth/revoke/')).toHaveLength(4);
    expect((await other.api.post(`/api/accounts/${otherAccountId}/access-token`)).status).toBe(200);
  });

  test('a creator who removes the app at TikTok ends the account once, whatever is delivered again', async () => {
    const accountId = await connectCreator(stack, { creator: 'demogarden' });
    const { openId } = await storedAccount(stack, accountId);
    await deliver(openId);
    expect(await storedAccount(stack, accountId)).toMatchObject({ ...wiped, status: 'revoked', version: 2 });
    await deliver(openId);
    expect(await storedAccount(stack, accountId)).toMatchObject({ status: 'revoked', version: 2 });
    expect(await publishedEvents(stack, accountId)).toEqual(['account.connected', 'account.disconnected']);
    expect(await auditedActions(stack, accountId)).toEqual(['account.connected', 'account.revoked']);
    const vended = await stack.api.post(`/api/accounts/${accountId}/access-token`);
    expect(vended.body.error.code).toBe('account_revoked');
  });

  test('a removal from before the creator connected again is out of date', async () => {
    const accountId = await connectCreator(stack, { creator: 'demochef' });
    const { openId, connectedAt } = await storedAccount(stack, accountId);
    await deliver(openId, { createTime: Math.floor(connectedAt.getTime() / 1000) - 1 });
    expect(await storedAccount(stack, accountId)).toMatchObject({ status: 'active', version: 1 });
  });

  test('a removal for another platform app, another creator or without one changes nothing', async () => {
    const accountId = await connectCreator(stack, { creator: 'demochef' });
    const { openId, version } = await storedAccount(stack, accountId);
    await deliver(openId, { clientKey: 'aw-another-app' });
    await deliver('-000-another-creator');
    await deliver(openId, { userOpenId: null });
    expect(await storedAccount(stack, accountId)).toMatchObject({ status: 'active', version });
  });

  test('a removal whose content cannot be read ends the account all the same', async () => {
    const accountId = await connectCreator(stack, { creator: 'demochef' });
    const { openId } = await storedAccount(stack, accountId);
    await deliver(openId, { content: 'not JSON' });
    expect(await storedAccount(stack, accountId)).toMatchObject({ ...wiped, status: 'revoked' });
  });
});
