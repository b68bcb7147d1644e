import { fileURLToPath } from 'node:url';
import { databaseServices } from '@postbus/db';
import { startNatsServer, type TestNatsServer } from '@postbus/testing';
import { connect, type NatsConnection } from 'nats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const configFile = fileURLToPath(new URL('../../infra/nats/nats-server.conf', import.meta.url));
const users = [...databaseServices, 'admin'];
const password = 'pTest0';

/** What each service may say, and one subject of it. */
const ownSubjects: Record<(typeof databaseServices)[number], string> = {
  'auth-gateway': 'account.connected.tiktok.w',
  uploader: 'post.status.tiktok.published.w',
  'webhook-ingest': 'webhook.tiktok.post.publish.complete',
  'crm-sync': 'crm.post.updated.tiktok.w',
};

describe("the NATS user of a service, by the configuration that ships in 'infra/nats'", () => {
  let server: TestNatsServer;
  const connections = new Map<string, NatsConnection>();

  beforeAll(async () => {
    const names = users.map((user) => `NATS_PASSWORD_${user.toUpperCase().replaceAll('-', '_')}`);
    server = await startNatsServer({
      configFile,
      env: Object.fromEntries(names.map((name) => [name, password])),
    });
    const servers = new URL(server.url).host;
    for (const user of users) {
      connections.set(user, await connect({ servers, user, pass: password, noAsyncTraces: true }));
    }
    const jsm = await as('admin').jetstreamManager();
    await jsm.streams.add({ name: 'ALL', subjects: ['account.>', 'post.>', 'webhook.>', 'crm.>', 'dead.>'] });
  });

  afterAll(async () => {
    for (const connection of connections.values()) await connection.close();
    await server.close();
  });

  const as = (user: string): NatsConnection => {
    const connection = connections.get(user);
    if (!connection) throw new Error(`not connected as ${user}`);
    return connection;
  };

  /** Whether JetStream stored what this user said. A message that may not be sent is never answered. */
  async function mayPublish(user: string, subject: string): Promise<boolean> {
    const before = await storedOn(subject);
    as(user).publish(subject, 'x');
    // The broker handles what one connection sends in order, so after this the message was taken or refused.
    await as(user).flush();
    return (await storedOn(subject)) > before;
  }

  async function storedOn(subject: string): Promise<number> {
    const jsm = await as('admin').jetstreamManager();
    const { state } = await jsm.streams.info('ALL', { subjects_filter: subject });
    return state.subjects?.[subject] ?? 0;
  }

  test.each(databaseServices)('%s publishes its own subjects', async (service) => {
    expect(await mayPublish(service, ownSubjects[service])).toBe(true);
    expect(await mayPublish(service, `dead.${service}.x`)).toBe(true);
  });

  const pairs = databaseServices.flatMap((self) =>
    databaseServices.filter((other) => other !== self).map((other) => ({ self, other })),
  );

  test.each(pairs)('$self cannot speak as $other', async ({ self, other }) => {
    expect(await mayPublish(self, ownSubjects[other])).toBe(false);
    expect(await mayPublish(self, `dead.${other}.x`)).toBe(false);
  });

  test.each(databaseServices)('%s cannot delete or empty a stream', async (service) => {
    as(service).publish('$JS.API.STREAM.PURGE.ALL', '');
    as(service).publish('$JS.API.STREAM.DELETE.ALL', '');
    await as(service).flush();
    const jsm = await as('admin').jetstreamManager();
    const { state } = await jsm.streams.info('ALL');
    expect(state.messages).toBeGreaterThan(0);
  });

  test('nobody gets in without a password', async () => {
    await expect(connect({ servers: new URL(server.url).host })).rejects.toThrow('Authorization');
  });
});
