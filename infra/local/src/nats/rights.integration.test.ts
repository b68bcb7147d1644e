import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streams } from '@postbus/contracts';
import { databaseServices } from '@postbus/db';
import { freePorts, testEnvironment } from '@postbus/testing';
import { AckPolicy, connect, type NatsConnection, type Subscription } from 'nats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type NatsServer, startNats } from './server.ts';

let folder: string;
let server: NatsServer;
const connections = new Map<string, NatsConnection>();
const users = [...databaseServices, 'admin'] as const;
type User = (typeof users)[number];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postbus-rights-'));
  const [port = 0] = await freePorts(1);
  const passwords = Object.fromEntries(users.map((user) => [user, `p-${user}`.replaceAll('-', '')]));
  server = await startNats({
    program: testEnvironment().natsServerPath,
    directory: folder,
    port,
    logFile: join(folder, 'log'),
    log: () => {},
    passwords: passwords as Record<User, string>,
  });
  for (const user of users) {
    const pass = passwords[user] ?? '';
    connections.set(user, await connect({ servers: `127.0.0.1:${port}`, user, pass }));
  }
});
afterAll(async () => {
  await Promise.all([...connections.values()].map((connection) => connection.close()));
  await server.stop('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const as = (user: User): NatsConnection => {
  const connection = connections.get(user);
  if (!connection) throw new Error(`no connection as ${user}`);
  return connection;
};

async function firstOf(subscription: Subscription): Promise<unknown> {
  for await (const message of subscription) return message;
  return undefined;
}

/** Each consumer of the services: who reads which stream. */
const consumers = [
  ['auth-gateway', 'WEBHOOKS', 'auth-gateway-webhooks', 'webhook.tiktok.authorization.removed'],
  ['uploader', 'WEBHOOKS', 'uploader-webhooks', 'webhook.tiktok.post.publish.>'],
  ['crm-sync', 'ACCOUNTS', 'crm-sync-accounts', 'account.>'],
  ['crm-sync', 'POSTS', 'crm-sync-posts', 'post.status.>'],
  ['webhook-ingest', 'DEAD', 'webhook-ingest-dead-letters', 'dead.>'],
  ['auth-gateway', 'REDELIVERIES', 'auth-gateway-redeliveries', 'redeliver.auth-gateway.>'],
  ['uploader', 'REDELIVERIES', 'uploader-redeliveries', 'redeliver.uploader.>'],
  ['crm-sync', 'REDELIVERIES', 'crm-sync-redeliveries', 'redeliver.crm-sync.>'],
  ['crm-sync', 'ACCOUNTS', 'crm-sync-outbound-accounts', 'account.>'],
  ['crm-sync', 'POSTS', 'crm-sync-outbound-posts', 'post.>'],
  ['crm-sync', 'CRM', 'crm-sync-outbound-crm', 'crm.>'],
] as const;

/** A subject of each stream, and the service that owns it. */
const subjects = [
  ['webhook-ingest', 'WEBHOOKS', 'webhook.tiktok.post.publish.complete'],
  ['auth-gateway', 'ACCOUNTS', 'account.connected.tiktok.w'],
  ['uploader', 'POSTS', 'post.status.tiktok.published.w'],
  ['crm-sync', 'CRM', 'crm.post.updated.tiktok.w'],
  ['webhook-ingest', 'REDELIVERIES', 'redeliver.uploader.webhooks'],
] as const;

describe('the rights on the bus', () => {
  test.each(subjects)('%s makes the stream %s and publishes %s', async (user, stream, subject) => {
    const manager = await as(user).jetstreamManager();
    await manager.streams.add({ name: stream, subjects: [...streams[stream].subjects] });
    await manager.streams.update(stream, { description: 'updated by its owner' });
    const acknowledgement = await as(user).jetstream().publish(subject, '{}');
    expect(acknowledgement.stream).toBe(stream);
  });

  test.each(databaseServices)('%s writes its own dead letters', async (user) => {
    const manager = await as(user).jetstreamManager();
    await manager.streams.add({ name: 'DEAD', subjects: [...streams.DEAD.subjects] });
    await as(user).jetstream().publish(`dead.${user}.anything`, '{}');
  });

  test.each(consumers)('%s reads %s with %s', async (user, stream, name, filter) => {
    const manager = await as(user).jetstreamManager();
    await manager.streams.info(stream);
    await manager.consumers.add(stream, {
      durable_name: name,
      ack_policy: AckPolicy.Explicit,
      filter_subject: filter,
    });
    await as('admin').jetstream().publish(filter.replace('>', 'x'), '{}');
    const consumer = await as(user).jetstream().consumers.get(stream, name);
    const message = await consumer.next({ expires: 5_000 });
    expect(await message?.ackAck()).toBe(true);
    expect((await consumer.info()).num_ack_pending).toBe(0);
  });

  const others = databaseServices.flatMap((user) =>
    subjects.filter(([owner]) => owner !== user).map(([, , subject]) => [user, subject] as const),
  );
  test.each(others)('%s may not publish %s', async (user, subject) => {
    await expect(as(user).jetstream().publish(subject, '{}')).rejects.toThrow(/permissions violation/i);
  });

  test.each(databaseServices)(
    '%s may neither listen past its consumers nor touch what it does not own',
    async (user) => {
      const violation = /permissions violation/i;
      const { owner } = streams.CRM;
      const foreign = user === owner ? 'WEBHOOKS' : 'CRM';
      await expect(firstOf(as(user).subscribe('post.>'))).rejects.toThrow(violation);
      await expect(as(user).request(`$JS.API.STREAM.DELETE.${foreign}`, '')).rejects.toThrow(violation);
      await expect(as(user).request(`$JS.API.STREAM.PURGE.${foreign}`, '')).rejects.toThrow(violation);
      await expect(as(user).request(`$JS.API.CONSUMER.CREATE.${foreign}.spy`, '{}')).rejects.toThrow(
        violation,
      );
    },
  );

  test('nobody comes in without a password', async () => {
    const { hostname, port } = new URL(server.url('admin'));
    await expect(connect({ servers: `${hostname}:${port}` })).rejects.toThrow(/authorization violation/i);
  });
});
