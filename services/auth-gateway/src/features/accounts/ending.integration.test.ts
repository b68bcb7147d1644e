import { type WebhookReceivedData, webhookReceived } from '@postbus/contracts';
import { inbox } from '@postbus/db/auth-gateway';
import { type Bus, connectBus } from '@postbus/events';
import { createLogger } from '@postbus/service-kit';
import { waitFor } from '@postbus/testing';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  auditedActions,
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

  test('disconnecting revokes at TikTok, wipes the tokens, keeps the history and says so once', async () => {
    const accountId = await connectCreator(stack);
    const first = await stack.api.post('/api/platforms/tiktok/disconnect', { accountId });
    expect(first.body).toMatchObject({ accountId, status: 'disconnected', version: 2, tokenExpiresAt: null });
    expect(await journal(stack, '/v2/oauth/revoke/')).toHaveLength(1);
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

  test('an account is disconnected here even if TikTok cannot be reached', async () => {
    const accountId = await connectCreator(stack);
    await tellSandbox(stack, 'faults', { path: '/v2/oauth/revoke/', kind: 'reset' });
    const { body } = await stack.api.post('/api/platforms/tiktok/disconnect', { accountId });
    expect(body.status).toBe('disconnected');
    expect(await storedAccount(stack, accountId)).toMatchObject(wiped);
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
