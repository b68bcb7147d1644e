import { type StreamName, streams } from '@postbus/contracts';
import { type JetStreamManager, nanos, RetentionPolicy, StorageType } from 'nats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { busAddress } from './bus-address.ts';
import { type Bus, BusUnavailableError, connectBus } from './connect-bus.ts';
import { type Fixture, silent, startFixture } from './testing/fixture.ts';

let fixture: Fixture;
let owner: Bus;
let other: Bus;
let jsm: JetStreamManager;
beforeAll(async () => {
  fixture = await startFixture();
  [owner, other] = [await fixture.bus('uploader'), await fixture.bus('crm-sync')];
  await owner.connected();
  const connection = await other.connected();
  if (!connection) throw new Error('closed');
  jsm = await connection.jetstreamManager({ checkAPI: false });
});
afterAll(() => fixture.close());

const configOf = async (name: StreamName) => (await jsm.streams.info(name)).config;

describe('a stream', () => {
  test.each(Object.values(streams))(
    '$name is created by whoever needs it first, on disk',
    async ({ name, subjects }) => {
      await other.ensureStream(name);
      expect(await configOf(name)).toMatchObject({
        name,
        subjects,
        storage: StorageType.File,
        retention: RetentionPolicy.Limits,
      });
    },
  );

  test('may be created by several at the same time', async () => {
    await jsm.streams.delete('POSTS');
    await Promise.all([
      owner.ensureStream('POSTS'),
      other.ensureStream('POSTS'),
      owner.ensureStream('POSTS'),
    ]);
    expect((await configOf('POSTS')).subjects).toEqual(['post.>']);
  });

  test('is brought up to date by its owner only, and what an operator set stays', async () => {
    await owner.ensureStream('POSTS');
    const current = await configOf('POSTS');
    await jsm.streams.update('POSTS', { ...current, max_age: nanos(3_600_000), max_bytes: 50_000_000 });
    await other.ensureStream('POSTS');
    expect((await configOf('POSTS')).max_age).toBe(nanos(3_600_000));
    await owner.ensureStream('POSTS');
    expect(await configOf('POSTS')).toMatchObject({ max_age: current.max_age, max_bytes: 50_000_000 });
  });
});

describe('the bus', () => {
  test('opens at once while the broker is away, says so, and can be closed again', async () => {
    const bus = await connectBus({ url: 'nats://127.0.0.1:1', name: 'uploader', logger: silent });
    expect(bus.isConnected()).toBe(false);
    expect(bus.connection).toBeUndefined();
    await expect(bus.ensureStream('POSTS')).rejects.toThrow(BusUnavailableError);
    const waiting = bus.connected();
    await bus.close();
    expect(await waiting).toBeUndefined();
  });

  test('reads user and password from the address, and several servers', () => {
    expect(busAddress('nats://up%40loader:p%3Aw@a:4222, nats://b:4223')).toEqual({
      servers: ['a:4222', 'b:4223'],
      user: 'up@loader',
      pass: 'p:w',
    });
    expect(busAddress('tls://a')).toEqual({ servers: ['a'], tls: {} });
  });
});
