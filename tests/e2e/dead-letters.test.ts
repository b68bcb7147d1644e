import { startTestStack, type TestStack } from '@postbus/local/testing';
import { Postbus } from '@postbus/sdk';
import { waitFor } from '@postbus/testing';
import { connect, type NatsConnection } from 'nats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

describe('what a consumer of another service gives up on', () => {
  let stack: TestStack;
  let postbus: Postbus;
  let nats: NatsConnection;

  beforeAll(async () => {
    stack = await startTestStack();
    const { 'auth-gateway': authGateway = '', 'webhook-ingest': webhookIngest } = stack.urls;
    postbus = new Postbus({ urls: { authGateway, webhookIngest }, ...stack.adminClient });
    const { username, password, host } = new URL(stack.natsUrl);
    nats = await connect({ servers: host, user: username, pass: decodeURIComponent(password) });
  });
  afterAll(async () => {
    await nats?.close();
    await postbus?.close();
    await stack?.close();
  });

  const list = async () => {
    const { data } = await postbus.services.webhookIngest.GET('/api/dead-letters', { params: { query: {} } });
    return data?.items ?? [];
  };
  const letters = (count: number) =>
    waitFor(`${count} dead letters`, async () => {
      const found = await list();
      return found.length >= count && found;
    });

  test('is collected, and a replay reaches that consumer only, with the rights that each service has on the bus', async () => {
    // Only uploader listens to this one, and finds no event in it.
    await nats
      .jetstream()
      .publish('webhook.tiktok.post.publish.complete', '{"no":"event"}', { msgID: 'odd' });
    // Only auth-gateway listens to this one.
    await nats.jetstream().publish('webhook.tiktok.authorization.removed', 'no JSON', { msgID: 'odd too' });
    const found = await letters(2);
    expect(found.map(({ service, consumer, state }) => `${service} ${consumer} ${state}`).sort()).toEqual([
      'auth-gateway webhooks open',
      'uploader webhooks open',
    ]);

    for (const { id } of found) {
      const path = { path: { id } };
      const { data } = await postbus.services.webhookIngest.POST('/api/dead-letters/{id}/replay', {
        params: path,
      });
      expect(data?.state).toBe('replayed');
    }
    const all = await letters(4);
    const again = all.filter(({ replayOf }) => replayOf !== null);
    for (const first of found) {
      const second = again.find(({ replayOf }) => replayOf === first.id);
      expect(second).toMatchObject({
        ...{ service: first.service, consumer: first.consumer, subject: first.subject, error: first.error },
      });
    }
    expect(all).toHaveLength(4);
  });

  test('no service is refused anything on the bus', async () => {
    const logs = Object.values(await stack.logs()).join('\n');
    expect(logs).not.toMatch(/permissions?.violation/i);
  });
});
