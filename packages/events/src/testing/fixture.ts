import { type CloudEvent, type PostStatusData, postStatus } from '@postbus/contracts';
import { connect, type Database, inboxTable, outboxTable } from '@postbus/db';
import { createEmptyDatabase, startNatsServer } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { pgSchema, uuid } from 'drizzle-orm/pg-core';
import { pino } from 'pino';
import postgres from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { type Bus, connectBus } from '../connect-bus.ts';
import { writeEvent } from '../write-events.ts';
import { createTables } from './tables.ts';

const schema = pgSchema('events_test');
export const outbox = outboxTable(schema);
export const inbox = inboxTable(schema);
/** What handlers of the tests do: one row for each time. Without a key, so that a second effect shows. */
export const effects = schema.table('effects', { eventId: uuid('event_id').notNull() });
export const silent = pino({ level: 'silent' });

/** A database with an outbox and an inbox, and a broker, for one test file. */
export async function startFixture() {
  const [database, nats] = await Promise.all([createEmptyDatabase(), startNatsServer()]);
  const admin = postgres(database.adminUrl, { max: 4, onnotice: () => {} });
  await createTables(admin);
  const db = connect(database.adminUrl, { applicationName: 'events test' });
  const closers: (() => Promise<unknown>)[] = [];
  return {
    ...database,
    db,
    /** For looking at and breaking things. */
    admin,
    nats,
    /** A bus of one service, closed with the fixture. */
    async bus(name = 'uploader', url = nats.url): Promise<Bus> {
      const bus = await connectBus({ url, name, logger: silent });
      closers.unshift(() => bus.close());
      return bus;
    },
    /** Runs before the buses and the database are closed. */
    atEnd: (close: () => Promise<unknown>) => void closers.unshift(close),
    async close() {
      for (const close of closers) await close();
      await Promise.all([db.$client.end({ timeout: 5 }), admin.end()]);
      await Promise.all([database.close(), nats.close()]);
    },
  };
}
export type Fixture = Awaited<ReturnType<typeof startFixture>>;

/** An event of the stream POSTS, addressed. */
export function postEvent(changes: Partial<PostStatusData> = {}) {
  const data: PostStatusData = {
    publicationId: uuidv7(),
    postId: uuidv7(),
    accountId: uuidv7(),
    platform: 'tiktok',
    mode: 'direct',
    status: 'published',
    previousStatus: 'processing',
    version: 1,
    publishId: null,
    platformPostIds: [],
    caption: null,
    mediaId: null,
    failure: null,
    scheduledAt: null,
    publishedAt: null,
    occurredAt: new Date().toISOString(),
    ...changes,
  };
  return postStatus.create({
    subject: data.publicationId,
    workspaceId: uuidv7(),
    correlationId: 'c-1',
    data,
  });
}

/** Writes so many events into the outbox, in one transaction. Returns their ids. */
export async function writeEvents(db: Database, count: number): Promise<string[]> {
  const events = Array.from({ length: count }, () => postEvent());
  await db.transaction(async (tx) => {
    for (const addressed of events) await writeEvent(tx, outbox, addressed);
  });
  return events.map(({ event }) => event.id);
}

/** The handler of most tests. */
export async function recordEffect(
  event: CloudEvent,
  { tx }: { tx: Pick<Database, 'insert'> },
): Promise<void> {
  await tx.insert(effects).values({ eventId: event.id });
}

/** The ids of the events that took effect, sorted; one that did twice is there twice. */
export async function effectIds(db: Database): Promise<string[]> {
  const rows = await db.select().from(effects);
  return rows.map(({ eventId }) => eventId).sort();
}

export async function unpublishedCount(db: Database): Promise<number> {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from ${outbox} where ${outbox.publishedAt} is null`,
  );
  return row?.n ?? 0;
}
