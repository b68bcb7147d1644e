import { waitFor } from '@postbus/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPublisher } from '../testing/bus-publisher.ts';
import { accountEvent, postEvent } from '../testing/events.ts';
import { type RunningCrm, type Surroundings, startCrm, startSurroundings } from '../testing/start-crm.ts';

describe('events on the bus', () => {
  let around: Surroundings;
  let crm: RunningCrm;
  let bus: Awaited<ReturnType<typeof startPublisher>>;
  const workspaceId = uuidv7();

  beforeAll(async () => {
    around = await startSurroundings();
    crm = await startCrm(around.options);
    bus = await startPublisher(around.nats.url);
  });
  afterAll(async () => {
    await crm.close();
    await bus.close();
    await around.close();
  });

  const post = (id: string) => around.get(`${crm.url}/api/crm/posts/${id}`, workspaceId);
  const account = (id: string) => around.get(`${crm.url}/api/crm/accounts/${id}`, workspaceId);
  const untilPost = (id: string, status: string) =>
    waitFor(`the post to be ${status}`, async () => {
      const { body } = await post(id);
      return body.status === status && body;
    });

  test('a post goes from queued to published, with its 64-bit id as text', async () => {
    const fixed = { publicationId: uuidv7(), postId: uuidv7(), accountId: uuidv7() };
    await bus.publish(postEvent(workspaceId, fixed));
    await untilPost(fixed.publicationId, 'queued');
    const published = postEvent(workspaceId, {
      ...fixed,
      version: 2,
      status: 'published',
      publishId: 'v_pub_file~v2-1.7600000000000000001',
      platformPostIds: ['7600000000000000101'],
      publishedAt: '2026-01-01T00:02:00.000Z',
    });
    await bus.publish(published);
    expect(await untilPost(fixed.publicationId, 'published')).toEqual({
      id: fixed.publicationId,
      publicationId: fixed.publicationId,
      platform: 'tiktok',
      source: 'postbus',
      accountId: fixed.accountId,
      account: null,
      postbusPostId: fixed.postId,
      mode: 'direct',
      status: 'published',
      publishId: 'v_pub_file~v2-1.7600000000000000001',
      postId: '7600000000000000101',
      postIds: ['7600000000000000101'],
      caption: 'Bread #baking',
      hashtags: ['baking'],
      mediaId: null,
      failure: null,
      scheduledAt: null,
      publishedAt: '2026-01-01T00:02:00.000Z',
      shareUrl: null,
      coverUrl: null,
      missingSince: null,
      figures: null,
      version: 2,
      updatedAt: published.event.data.occurredAt,
    });
  });

  test('what it wrote down is told on the bus', async () => {
    const workspace = uuidv7();
    await bus.publish(postEvent(workspace));
    await bus.publish(accountEvent(workspace));
    const told = await waitFor('both events', async () => {
      const subjects = await bus.subjects('CRM', 'crm.>');
      const ofWorkspace = Object.keys(subjects).filter((subject) => subject.endsWith(workspace));
      return ofWorkspace.length === 2 && ofWorkspace;
    });
    expect(told.toSorted()).toEqual([
      `crm.account.updated.tiktok.${workspace}`,
      `crm.post.updated.tiktok.${workspace}`,
    ]);
    const metrics = await (await fetch(`${crm.url}/metrics`)).text();
    expect(metrics).toMatch(/outbox_lag_seconds \d/);
  });

  test('an account that arrives after its posts is shown with them', async () => {
    const accountId = uuidv7();
    const { subject, event } = postEvent(workspaceId, { accountId });
    await bus.publish({ subject, event });
    expect(await untilPost(event.data.publicationId, 'queued')).toMatchObject({ accountId, account: null });
    await bus.publish(accountEvent(workspaceId, { accountId, username: 'late' }));
    await waitFor('the account', async () => (await account(accountId)).status === 200);
    expect((await post(event.data.publicationId)).body.account).toMatchObject({ username: 'late' });
  });

  test('an older event that arrives later changes nothing', async () => {
    const accountId = uuidv7();
    await bus.publish(accountEvent(workspaceId, { accountId, version: 7, status: 'reauth_required' }));
    await waitFor('the account', async () => (await account(accountId)).status === 200);
    await bus.publish(accountEvent(workspaceId, { accountId, version: 6, status: 'active' }));
    const marker = accountEvent(workspaceId);
    await bus.publish(marker);
    await waitFor('the last event', async () => (await account(marker.event.data.accountId)).status === 200);
    expect((await account(accountId)).body).toMatchObject({ version: 7, status: 'reauth_required' });
  });

  test('an event of a later kind is passed over, and one that is broken becomes a dead letter of each consumer', async () => {
    const { subject, event } = accountEvent(workspaceId);
    await bus.send('account.merged.tiktok.x', {
      ...event,
      id: uuidv7(),
      type: 'account.merged',
      data: { a: 1 },
    });
    await bus.send(subject, { ...event, id: uuidv7(), data: { ...event.data, version: 'two' } });
    await waitFor('the dead letter', async () => (await bus.stored('DEAD')) === 2);
    const marker = accountEvent(workspaceId);
    await bus.publish(marker);
    await waitFor('the next event', async () => (await account(marker.event.data.accountId)).status === 200);
    expect(await bus.stored('DEAD')).toBe(2);
    const metrics = await (await fetch(`${crm.url}/metrics`)).text();
    expect(metrics).toContain('dead_letters_total{consumer="crm-sync-accounts"} 1');
    expect(metrics).toMatch(/consumer_pending\{consumer="crm-sync-posts"\} \d/);
  });

  test('what was published while the service was away is projected when it is back', async () => {
    await crm.close();
    const { subject, event } = postEvent(workspaceId);
    await bus.publish({ subject, event });
    crm = await startCrm(around.options);
    await untilPost(event.data.publicationId, 'queued');
  });
});
