import { outbox, posts, publications, publishAttempts, quotaUsage } from '@postbus/db/uploader';
import { type Bus, connectBus, type EventConsumer } from '@postbus/events';
import { createLogger } from '@postbus/service-kit';
import {
  createTestDatabase,
  startNatsServer,
  type TestDatabase,
  type TestNatsServer,
  waitFor,
} from '@postbus/testing';
import { asc, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StandInWebhookIngest, startStandInWebhookIngest } from '../testing/stand-in-webhook-ingest.ts';
import { onTikTokWebhook } from './on-tiktok-webhook.ts';

const logger = createLogger({ service: 'uploader', level: 'fatal' });
const creator = '-000Creator';

let database: TestDatabase;
let nats: TestNatsServer;
let bus: Bus;
let ingest: StandInWebhookIngest;
let consumer: EventConsumer;
let transitions: string[];

beforeEach(async () => {
  [database, nats] = await Promise.all([createTestDatabase('uploader'), startNatsServer()]);
  bus = await connectBus({ url: nats.url, name: 'uploader', logger });
  ingest = await startStandInWebhookIngest(nats.url);
  transitions = [];
  consumer = onTikTokWebhook({
    ...{ db: database.db, bus, logger },
    clock: Date.now,
    statusPollMs: 1000,
    onTransition: (before, after) =>
      transitions.push(`${before.publication.status} ${after.publication.status}`),
    onDeadLetter: () => {},
  });
});
afterEach(async () => {
  await consumer.stop();
  await ingest.close();
  await bus.close();
  await nats.close();
  await database.close();
});

/** A publication whose bytes TikTok has, or one that waits for the answer to its init. Its post is private. */
async function add(publishId: string | null): Promise<string> {
  const [id, postId, workspaceId] = [uuidv7(), uuidv7(), uuidv7()];
  await database.db.insert(posts).values({
    ...{ id: postId, workspaceId, clientId: 'client', source: 'FILE_UPLOAD', mode: 'direct' },
    ...{ mediaIds: [uuidv7()], postInfo: { privacyLevel: 'SELF_ONLY' } },
  });
  await database.db.insert(publications).values({
    ...{ id, postId, workspaceId, accountId: uuidv7(), platform: 'tiktok', correlationId: 'test' },
    ...{ status: publishId === null ? 'unconfirmed' : 'processing', publishId, totalBytes: 100 },
  });
  if (publishId === null)
    await database.db
      .insert(quotaUsage)
      .values({ creator, kind: 'direct_posts', usedBy: id, usedAt: new Date() });
  return id;
}

const row = async (id: string) =>
  (await database.db.select().from(publications).where(eq(publications.id, id)))[0];
const versionsTold = async (id: string) => {
  const rows = await database.db.select().from(outbox).orderBy(asc(outbox.id));
  return rows
    .map(({ event }) => event as { subject: string; data: { version: number } })
    .flatMap(({ subject, data }) => (subject === id ? [data.version] : []));
};
const attemptsOf = (publicationId: string) =>
  database.db
    .select()
    .from(publishAttempts)
    .where(eq(publishAttempts.publicationId, publicationId))
    .orderBy(asc(publishAttempts.version));

test('webhooks that wait are taken in together, each as if it were alone: several of one task, one that is lost, others', async () => {
  const [shown, failed, complete] = [await add('p.shown'), await add('p.failed'), await add('p.complete')];
  const lost = await add(null);
  await ingest.tell('post.publish.complete', { publish_id: 'p.shown' });
  await ingest.tell('post.publish.failed', { publish_id: 'p.failed', reason: 'spam_risk' });
  await ingest.tell('post.publish.publicly_available', { publish_id: 'p.shown', post_id: '71' });
  await ingest.tell('post.publish.publicly_available', { publish_id: 'p.shown', post_id: '72' });
  await ingest.tell('post.publish.complete', { publish_id: 'p.complete' });
  await ingest.tell('post.publish.complete', { publish_id: 'p.shown' });
  await ingest.tell('post.publish.complete', { publish_id: 'p.lost' }, creator);
  consumer.start();

  await waitFor('all to be taken in', async () => (await consumer.pending()) === 0);
  expect(await row(shown)).toMatchObject({ status: 'published', platformPostIds: ['71', '72'], version: 4 });
  expect(await row(failed)).toMatchObject({ status: 'failed', failure: { code: 'spam_risk' }, version: 2 });
  expect(await row(complete)).toMatchObject({ status: 'published', platformPostIds: [], version: 2 });
  expect(await row(lost)).toMatchObject({ status: 'published', publishId: 'p.lost', version: 2 });
  expect(await versionsTold(shown)).toEqual([2, 3, 4]);
  for (const id of [failed, complete, lost]) expect(await versionsTold(id)).toEqual([2]);
  expect(await attemptsOf(shown)).toMatchObject(
    [2, 3, 4].map((version) => ({ step: 'webhook', outcome: 'ok', publishId: 'p.shown', version })),
  );
  expect(transitions.toSorted()).toEqual(
    [
      'processing failed',
      'processing published',
      'processing published',
      'published published',
      'published published',
      'unconfirmed published',
    ].toSorted(),
  );
});

test('one about a task that nobody knows holds up none of those that came with it', async () => {
  const known = await Promise.all(Array.from({ length: 20 }, (_, number) => add(`p.${number}`)));
  await ingest.tell('post.publish.complete', { publish_id: 'p.unknown' });
  for (const number of known.keys())
    await ingest.tell('post.publish.complete', { publish_id: `p.${number}` });
  consumer.start();
  await waitFor('the others to be published', async () => {
    const rows = await Promise.all(known.map(row));
    return rows.every((found) => found?.status === 'published');
  });
  for (const id of known) expect(await versionsTold(id)).toEqual([2]);
});
