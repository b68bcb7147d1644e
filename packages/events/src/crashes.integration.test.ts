import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { postStatus } from '@postbus/contracts';
import { startTcpProxy, waitFor } from '@postbus/testing';
import { type JetStreamManager, nanos } from 'nats';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Bus } from './connect-bus.ts';
import { createConsumer } from './create-consumer.ts';
import { createOutboxRelay } from './outbox-relay.ts';
import { messagesOf } from './testing/dead-letters.ts';
import {
  effectIds,
  effects,
  type Fixture,
  inbox,
  outbox,
  recordEffect,
  silent,
  startFixture,
  unpublishedCount,
  writeEvents,
} from './testing/fixture.ts';

/** Held by the test, it makes whoever needs it wait just where the test wants to kill it. */
const gate = 4711;

let fixture: Fixture;
let bus: Bus;
let jsm: JetStreamManager;
beforeAll(async () => {
  fixture = await startFixture();
  // Not the owner of the stream, so that nobody takes back the settings made here.
  bus = await fixture.bus('test');
  const connection = await bus.connected();
  if (!connection) throw new Error('closed');
  jsm = await connection.jetstreamManager({ checkAPI: false });
});
afterAll(() => fixture.close());

beforeEach(async () => {
  await bus.ensureStream('POSTS');
  await jsm.streams.purge('POSTS');
  for (const table of [outbox, inbox, effects]) await fixture.db.delete(table);
});
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const run = (file: string, natsUrl: string, ...more: string[]): ChildProcess => {
  const path = fileURLToPath(new URL(`./testing/${file}`, import.meta.url));
  const child = spawn(process.execPath, [path, fixture.adminUrl, natsUrl, ...more], { stdio: 'inherit' });
  stops.push(() => kill(child));
  return child;
};

const kill = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
};

/** Makes every `event` on a table wait at the gate, and closes the gate. Returns what opens it for good. */
const closeGate = async (table: string, event: string) => {
  await fixture.admin.unsafe(`
    create or replace function events_test.gate() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(${gate});
      return new;
    end $$;
    create trigger gate before ${event} on events_test.${table} for each row execute function events_test.gate();
  `);
  const holder = await fixture.admin.reserve();
  await holder`select pg_advisory_lock(${gate})`;
  return async () => {
    await holder`select pg_advisory_unlock(${gate})`;
    holder.release();
    await fixture.admin.unsafe(`drop trigger gate on events_test.${table}`);
  };
};

const somebodyWaitsAtTheGate = async () => {
  // The view shows every database of the server, those of other test files too.
  const rows = await fixture.admin`
    select from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where locktype = 'advisory' and objid = ${gate} and not granted and datname = current_database()`;
  return rows.length > 0;
};

const consume = () => {
  const consumer = createConsumer({
    db: fixture.db,
    bus,
    inbox,
    service: 'crm-sync',
    name: 'crash',
    stream: 'POSTS',
    filterSubject: 'post.status.>',
    parse: postStatus.parse,
    handle: recordEffect,
    logger: silent,
    ackWaitMs: 1000,
  });
  stops.push(() => consumer.stop());
  consumer.start();
  return consumer;
};

/** A relay of another process publishes what is left, and a consumer takes it in. */
const relayRest = async () => {
  const relay = createOutboxRelay({ db: fixture.db, bus, table: outbox, logger: silent });
  relay.start();
  stops.push(() => relay.stop());
  const consumer = consume();
  await waitFor('an empty outbox', async () => (await unpublishedCount(fixture.db)) === 0);
  return consumer;
};

const outboxIds = async () =>
  (await fixture.db.select({ id: outbox.id }).from(outbox)).map(({ id }) => id).sort();

describe('a killed process', () => {
  test.each([
    ['relay', 'within the duplicate window, the broker keeps one message', 60_000, 20],
    ['relay', 'after the duplicate window, the inbox keeps one effect', 100, 40],
    ['writer', 'within the duplicate window, the broker keeps one message', 60_000, 20],
    ['writer', 'after the duplicate window, the inbox keeps one effect', 100, 40],
  ])('%s, between publishing and marking: %s', async (who, _, windowMs, messages) => {
    const { config } = await jsm.streams.info('POSTS');
    await jsm.streams.update('POSTS', { ...config, duplicate_window: nanos(windowMs) });
    const openGate = await closeGate('outbox', 'update');
    if (who === 'relay') await writeEvents(fixture.db, 20);
    const child = run('relay-process.ts', fixture.nats.url, ...(who === 'writer' ? ['20'] : []));
    await waitFor('all to be published', async () => (await messagesOf(bus, 'POSTS')).length === 20);
    await waitFor('them to be about to be marked', somebodyWaitsAtTheGate);
    await kill(child);
    // PostgreSQL would carry a single statement out without it.
    await fixture.admin`
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and objid = ${gate} and not granted
        and database = (select oid from pg_database where datname = current_database())`;
    await openGate();
    expect(await unpublishedCount(fixture.db)).toBe(20);
    // Nothing can be asked about the window, so its time has to pass.
    await new Promise((resolve) => setTimeout(resolve, Math.min(windowMs * 3, 300)));

    const consumer = await relayRest();
    expect(await messagesOf(bus, 'POSTS')).toHaveLength(messages);
    await waitFor('nothing to be pending', async () => (await consumer.pending()) === 0);
    expect(await effectIds(fixture.db)).toEqual(await outboxIds());
  });

  test('writer, between its commit and publishing: the sweep of another finds what it has left', async () => {
    const proxy = await startTcpProxy(fixture.nats.url);
    stops.push(() => proxy.close());
    const openGate = await closeGate('outbox', 'insert');
    const child = run('relay-process.ts', proxy.url, '20');
    await waitFor('the writer to be about to commit', somebodyWaitsAtTheGate);
    proxy.mute();
    await openGate();
    await waitFor('the commit', async () => (await unpublishedCount(fixture.db)) === 20);
    await kill(child);
    expect(await messagesOf(bus, 'POSTS')).toEqual([]);

    const consumer = await relayRest();
    expect(await messagesOf(bus, 'POSTS')).toHaveLength(20);
    await waitFor('nothing to be pending', async () => (await consumer.pending()) === 0);
    expect(await effectIds(fixture.db)).toEqual(await outboxIds());
  });

  test('consumer, between commit and acknowledgement: the event comes again and has no second effect', async () => {
    const proxy = await startTcpProxy(fixture.nats.url);
    stops.push(() => proxy.close());
    const openGate = await closeGate('effects', 'insert');
    const ids = await writeEvents(fixture.db, 1);
    await createOutboxRelay({ db: fixture.db, bus, table: outbox, logger: silent }).sweep();
    const child = run('consumer-process.ts', proxy.url);
    await waitFor('the handler to be running', somebodyWaitsAtTheGate);
    proxy.mute();
    await openGate();
    await waitFor('the commit', async () => (await effectIds(fixture.db)).length === 1);
    await kill(child);
    expect((await jsm.consumers.info('POSTS', 'crm-sync-crash')).num_ack_pending).toBe(1);

    const consumer = consume();
    await waitFor('the event to come again and be done', async () => (await consumer.pending()) === 0);
    const { delivered } = await jsm.consumers.info('POSTS', 'crm-sync-crash');
    expect(delivered.consumer_seq).toBeGreaterThan(1);
    expect(await effectIds(fixture.db)).toEqual(ids);
  });
});
