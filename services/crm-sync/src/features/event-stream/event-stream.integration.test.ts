import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '@postbus/db';
import { outboundEvents } from '@postbus/db/crm-sync';
import { createLogger } from '@postbus/service-kit';
import { waitFor } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startPublisher } from '../../testing/bus-publisher.ts';
import { accountEvent, postEvent } from '../../testing/events.ts';
import { type RunningCrm, type Surroundings, startCrm, startSurroundings } from '../../testing/start-crm.ts';
import { sendOut } from '../deliveries/send-out.ts';
import { type FollowTimes, followEvents } from './follow.ts';
import { forgetOutboundEvents } from './forget-events.ts';
import { givePositions } from './give-positions.ts';
import { createHub } from './hub.ts';

let around: Surroundings;
let crm: RunningCrm;
let bus: Awaited<ReturnType<typeof startPublisher>>;
const open = new Set<IncomingMessage>();

beforeAll(async () => {
  around = await startSurroundings();
  crm = await startCrm(around.options);
  bus = await startPublisher(around.nats.url);
});
afterEach(() => {
  for (const response of open) response.destroy();
  open.clear();
});
afterAll(async () => {
  await crm.close();
  await bus.close();
  await around.close();
});

interface Message {
  id?: string;
  event?: string;
  data?: { id: string; type: string };
}

/** What a test publishes, without what the service itself tells about its tables. */
const published = ['account.>', 'post.>'];

/** Follows the stream as a client of the workspace does, and keeps what comes. */
async function follow(
  workspaceId: string,
  {
    lastEventId,
    query = `?events=${published}`,
    url = crm.url,
  }: { lastEventId?: string | undefined; query?: string; url?: string } = {},
) {
  const headers: Record<string, string> = {
    authorization: around.bearer(workspaceId),
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  };
  const request = httpGet(`${url}/api/events/stream${query}`, { headers, agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  open.add(response);
  const messages: Message[] = [];
  let text = '';
  let last = lastEventId;
  let hasBegun = false;
  response.setEncoding('utf8');
  response.on('error', () => {}); // Of a connection that is cut off.
  response.on('data', (part: string) => {
    text += part;
    hasBegun = true;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const message = parse(text.slice(0, end));
      text = text.slice(end + 2);
      last = message.id ?? last;
      if (message.data) messages.push(message);
    }
  });
  await waitFor('the stream to begin', () => hasBegun || response.complete);
  return {
    status: response.statusCode,
    type: response.headers['content-type'],
    response,
    messages,
    ids: () => messages.map(({ data }) => data?.id),
    lastEventId: () => last,
    close: () => response.destroy(),
  };
}

function parse(text: string): Message {
  const lines = text.split('\n').filter((line) => !line.startsWith(':'));
  const fields = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s, 2)));
  return { ...fields, ...(fields.data ? { data: JSON.parse(fields.data) } : {}) };
}

describe('the stream of events', () => {
  test('tells a workspace what happens, by type, and nothing of another workspace', async () => {
    const workspaceId = uuidv7();
    const stream = await follow(workspaceId);
    expect(stream).toMatchObject({ status: 200, type: 'text/event-stream' });
    await bus.publish(postEvent(uuidv7()));
    const account = accountEvent(workspaceId);
    await bus.publish(account);
    await waitFor('the account', () => stream.messages.length === 1);
    const post = postEvent(workspaceId);
    await bus.publish(post);
    await waitFor('the post', () => stream.messages.length === 2);
    expect(stream.messages).toMatchObject([
      { event: 'account.connected', data: account.event },
      { event: 'post.status', data: post.event },
    ]);
  });

  test('tells only what fits a filter, and refuses one that nothing can fit', async () => {
    const workspaceId = uuidv7();
    const stream = await follow(workspaceId, { query: '?events=post.status.*.published,account.>' });
    await bus.publish(postEvent(workspaceId));
    await bus.publish(postEvent(workspaceId, { status: 'published' }));
    await bus.publish(accountEvent(workspaceId));
    await waitFor('two events', () => stream.messages.length === 2);
    expect(stream.messages.map(({ event }) => event).sort()).toEqual(['account.connected', 'post.status']);
    const refused = await around.get(`${crm.url}/api/events/stream?events=nothing.here`, workspaceId);
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'event_filter_unknown' } } });
    const malformed = await fetch(`${crm.url}/api/events/stream`, {
      headers: { authorization: around.bearer(workspaceId), 'last-event-id': 'first' },
    });
    expect(malformed.status).toBe(400);
    const scopeless = await around.get(`${crm.url}/api/events/stream`, workspaceId, ['posts:read']);
    expect(scopeless).toMatchObject({ status: 403, body: { error: { code: 'missing_scope' } } });
  });

  test('loses and repeats nothing, however often a client is cut off and comes back', async () => {
    const workspaceId = uuidv7();
    const sent: string[] = [];
    const seen: (string | undefined)[] = [];
    let stream = await follow(workspaceId);
    let isDone = false;
    const publishing = (async () => {
      for (let n = 0; n < 400; n++) {
        const event = postEvent(workspaceId);
        sent.push(event.event.id);
        await bus.publish(event);
        if (n % 10 === 0) await pause(5);
      }
      isDone = true;
    })();
    for (let cuts = 0; cuts < 15 || !isDone; cuts++) {
      await pause(20);
      stream.close();
      seen.push(...stream.ids());
      stream = await follow(workspaceId, { lastEventId: stream.lastEventId() });
    }
    await publishing;
    await waitFor('all events', () => seen.length + stream.messages.length >= sent.length);
    await pause(100);
    seen.push(...stream.ids());
    expect(seen).toHaveLength(sent.length);
    expect([...seen].sort()).toEqual([...sent].sort());
  });

  test('loses and repeats nothing when each connection ends at another of several processes', async () => {
    const workspaceId = uuidv7();
    const other = await startCrm(around.options);
    const urls = [crm.url, other.url];
    const sent: string[] = [];
    const seen: (string | undefined)[] = [];
    const positions: number[] = [];
    const keep = ({ messages }: { messages: Message[] }) => {
      seen.push(...messages.map(({ data }) => data?.id));
      positions.push(...messages.map(({ id }) => Number(id)));
    };
    let stream = await follow(workspaceId);
    let isDone = false;
    const publishing = (async () => {
      for (let n = 0; n < 300; n++) {
        const event = postEvent(workspaceId);
        sent.push(event.event.id);
        await bus.publish(event);
        if (n % 10 === 0) await pause(5);
      }
      isDone = true;
    })();
    for (let turn = 1; turn < 15 || !isDone; turn++) {
      await pause(15);
      stream.close();
      keep(stream);
      stream = await follow(workspaceId, { lastEventId: stream.lastEventId(), url: urls[turn % 2] ?? '' });
    }
    await publishing;
    await waitFor('all events', () => seen.length + stream.messages.length >= sent.length);
    await pause(100);
    keep(stream);
    expect([...seen].sort()).toEqual([...sent].sort());
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    stream.close();
    await other.close();
  });

  test('goes on from the table after the service was away, in the same order for everybody', async () => {
    const workspaceId = uuidv7();
    const first = await follow(workspaceId);
    await bus.publish(postEvent(workspaceId));
    await waitFor('the first event', () => first.messages.length === 1);
    await crm.close();
    for (let n = 0; n < 250; n++) await bus.publish(postEvent(workspaceId));
    crm = await startCrm(around.options);
    const again = await follow(workspaceId, { lastEventId: first.lastEventId() });
    await waitFor('the rest', () => again.messages.length === 250);
    const third = await follow(workspaceId, { lastEventId: first.lastEventId() });
    await waitFor('the rest, again', () => third.messages.length === 250);
    expect(third.ids()).toEqual(again.ids());
    const positions = again.messages.map(({ id }) => Number(id));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  test('an event that commits late is told late, and never skipped', async () => {
    const workspaceId = uuidv7();
    const stream = await follow(workspaceId);
    const late = postEvent(workspaceId);
    const soon = postEvent(workspaceId);
    const pool = connect(around.database.url, { applicationName: 'late' });
    await pool.transaction(async (tx) => {
      await sendOut(tx, late.event, new Date());
      await bus.publish(soon);
      await waitFor('the event that was written later', () => stream.messages.length === 1);
    });
    await waitFor('the one that was written first', () => stream.messages.length === 2);
    expect(stream.ids()).toEqual([soon.event.id, late.event.id]);
    await pool.$client.end();
  });

  test('a client that does not read is cut off, and gets the rest when it comes back', async () => {
    const workspaceId = uuidv7();
    const slow = await follow(workspaceId);
    slow.response.pause();
    const before = slow.lastEventId();
    const cut = new Promise((resolve) => slow.response.once('close', resolve));
    const caption = 'x'.repeat(100_000);
    const ids: string[] = [];
    for (let n = 0; n < 150; n++) {
      const event = postEvent(workspaceId, { caption });
      ids.push(event.event.id);
      await bus.publish(event);
    }
    await waitFor('the service to cut the connection', async () => {
      const metrics = await (await fetch(`${crm.url}/metrics`)).text();
      return metrics.includes('event_streams_cut_total 1\n');
    });
    slow.response.resume();
    await cut;
    expect(slow.messages.length).toBeLessThan(150);
    const rest = await follow(workspaceId, { lastEventId: slow.lastEventId() });
    await waitFor('the rest', () => slow.messages.length + rest.messages.length >= 150);
    expect([...slow.ids(), ...rest.ids()].sort()).toEqual(ids.sort());
    expect(Number(slow.lastEventId())).toBeGreaterThanOrEqual(Number(before));
  });

  test('an id that is no longer known is answered with a reset, and then with what is new', async () => {
    const workspaceId = uuidv7();
    const stream = await follow(workspaceId, { lastEventId: '900000000000000' });
    expect(stream.lastEventId()).not.toBe('900000000000000');
    await bus.publish(postEvent(workspaceId));
    await waitFor('two messages', () => stream.messages.length === 2);
    expect(stream.messages.map(({ event }) => event)).toEqual(['reset', 'post.status']);
  });

  test('a client is told that what it missed was deleted, and one that missed nothing is not', async () => {
    const workspaceId = uuidv7();
    const stream = await follow(workspaceId);
    const from = stream.lastEventId();
    const everything = await follow(workspaceId, { query: '' });
    for (let n = 0; n < 3; n++) await bus.publish(postEvent(workspaceId));
    await waitFor('three posts, and three rows of the CRM', () => everything.messages.length === 6);
    await waitFor('the same place', () => stream.lastEventId() === everything.lastEventId());
    const { db } = around.database;
    await db.update(outboundEvents).set({ createdAt: new Date(0) });
    await forgetOutboundEvents(db, new Date(1));
    expect(await db.$count(outboundEvents)).toBe(1);
    expect((await follow(workspaceId, { lastEventId: from })).messages).toMatchObject([{ event: 'reset' }]);
    const upToDate = await follow(workspaceId, { lastEventId: stream.lastEventId() });
    await bus.publish(postEvent(workspaceId));
    await waitFor('the next event', () => upToDate.messages.length === 1);
    expect(upToDate.messages[0]?.event).toBe('post.status');
  });

  test('ends when the service ends', async () => {
    const stream = await follow(uuidv7());
    const ended = once(stream.response, 'close');
    stream.response.resume();
    const begun = performance.now();
    await crm.close();
    await ended;
    expect(performance.now() - begun).toBeLessThan(5000);
    crm = await startCrm(around.options);
  });
});

test('positions have no gaps and no repetition when several processes give them', async () => {
  const { db } = around.database;
  const pools = [1, 2, 3].map((n) => connect(around.database.url, { applicationName: `giver ${n}` }));
  const workspaceId = uuidv7();
  const writing = Array.from({ length: 200 }, () =>
    db.transaction((tx) => sendOut(tx, postEvent(workspaceId).event, new Date())),
  );
  const giving = pools.map(async (pool) => {
    for (let n = 0; n < 30; n++) await givePositions(pool);
  });
  await Promise.all([...writing, ...giving]);
  await givePositions(db);
  // The service itself adds events of its own meanwhile.
  const [row] = await db.execute<{ mine: number; count: number; span: number; distinct: number }>(sql`
    select count(*) filter (where workspace_id = ${workspaceId})::int as mine, count(*)::int as count,
      count(distinct position)::int as distinct, (max(position) - min(position) + 1)::int as span
    from ${outboundEvents}
    where position >= (select min(position) from ${outboundEvents} where workspace_id = ${workspaceId})`);
  expect(row?.mine).toBe(200);
  expect([row?.distinct, row?.span]).toEqual([row?.count, row?.count]);
  await Promise.all(pools.map((pool) => pool.$client.end()));
});

describe('a follower', () => {
  const following = async (times: FollowTimes, lastEventId: number | null = null) => {
    const { db } = around.database;
    const hub = createHub({ db, logger: createLogger({ service: 'test', level: 'fatal' }) });
    hub.start();
    const ending = new AbortController();
    const cut = vi.fn();
    const workspaceId = uuidv7();
    const follower = { workspaceId, filters: published, lastEventId, signal: ending.signal, cut };
    const events = await followEvents({ db, hub, ...times }, follower);
    const end = async () => {
      ending.abort();
      await events.return(undefined);
      await hub.stop();
    };
    return { events, cut, end, workspaceId };
  };

  test('hears from a silent stream, and where it may resume although nothing was for it', async () => {
    const { events, end } = await following({ heartbeatMs: 30 });
    const opening = (await events.next()).value ?? '';
    await bus.publish(postEvent(uuidv7()));
    const idOf = (text: string) => Number(/^id: (\d+)$/m.exec(text)?.[1]);
    const later = await waitFor('a heartbeat with a later id', async () => {
      const text = (await events.next()).value ?? '';
      expect(text).toMatch(/^: still here\nid: \d+\n\n$/);
      return idOf(text) > idOf(opening) && text;
    });
    expect(later).toBeTruthy();
    await end();
  });

  test('that stops to read what it missed is cut off', async () => {
    const { events, cut, end } = await following({ stallMs: 30 }, 0);
    await events.next();
    await waitFor('the cut', () => cut.mock.calls.length > 0);
    await end();
  });

  test('that is slower than the stream gets all of it on the same connection, and little waits for it', async () => {
    const { events, cut, end, workspaceId } = await following({ heartbeatMs: 20 });
    await events.next();
    const heartbeat = await events.next();
    expect(heartbeat.value).toContain('still here');
    /** Past heartbeats: an event may take longer to get here than they are apart. */
    const nextPosition = async (): Promise<number> => {
      const text = (await events.next()).value ?? '';
      return text.includes('data: ') ? Number(/^id: (\d+)/.exec(text)?.[1]) : nextPosition();
    };
    const positions: number[] = [];
    for (let n = 0; n < 60; n++) {
      // In the middle the client begins to read.
      if (n === 40) positions.push(await nextPosition());
      await bus.publish(postEvent(workspaceId, { caption: 'x'.repeat(50_000) }));
    }
    while (positions.length < 60) positions.push(await nextPosition());
    expect(new Set(positions).size).toBe(60);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect((await events.next()).value).toContain('still here');
    expect(cut).not.toHaveBeenCalled();
    await end();
  });

  test('is sent away after an hour at most, to come back with a token that is good then', async () => {
    const { events, end } = await following({ heartbeatMs: 10, longestMs: 60 });
    const texts: string[] = [];
    for await (const text of events) texts.push(text);
    expect(texts.length).toBeGreaterThan(0);
    await end();
  });
});
