import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, waitFor } from '@postbus/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPublisher } from '../../testing/bus-publisher.ts';
import { postEvent } from '../../testing/events.ts';
import { type Surroundings, startSurroundings } from '../../testing/start-crm.ts';
import { startReceiver } from '../../testing/start-receiver.ts';

const main = fileURLToPath(new URL('../../main.ts', import.meta.url));
let around: Surroundings;
let bus: Awaited<ReturnType<typeof startPublisher>>;
const children: ChildProcess[] = [];

beforeAll(async () => {
  around = await startSurroundings();
  bus = await startPublisher(around.nats.url);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await bus.close();
  await around.close();
});

async function startService(allowedHost: string) {
  const port = await freePort();
  const { databaseUrl, natsUrl, authIssuer, authJwksUrl } = around.options;
  const child = spawn(process.execPath, [main], {
    stdio: 'ignore',
    env: {
      ...{ PATH: process.env.PATH, PORT: `${port}`, LOG_LEVEL: 'fatal' },
      ...{ DATABASE_URL: databaseUrl, NATS_URL: natsUrl },
      ...{ AUTH_ISSUER: authIssuer, AUTH_JWKS_URL: authJwksUrl },
      // No figures are collected here.
      ...{ AUTH_GATEWAY_URL: 'http://127.0.0.1:9', AUTH_CLIENT_ID: 'c', AUTH_CLIENT_SECRET: 's' },
      COLLECT_CONCURRENCY: '0',
      TOKEN_ENCRYPTION_KEYS: `test:${'ab'.repeat(32)}`,
      ENDPOINT_ALLOWED_HOSTS: allowedHost,
      DELIVERY_TIMEOUT_SECONDS: '1',
    },
  });
  children.push(child);
  const url = `http://127.0.0.1:${port}`;
  await waitFor('the service', async () => {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    return answer?.status === 200;
  });
  return {
    url,
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

test('an event whose delivery died with its process is sent again, with the same id; none is lost', async () => {
  const workspaceId = uuidv7();
  const receiver = await startReceiver();
  const host = `127.0.0.1:${receiver.port}`;
  let service = await startService(host);
  const created = await around.call(`${service.url}/api/endpoints`, {
    ...{ workspaceId, method: 'POST', body: { url: receiver.url, events: ['post.status'] } },
  });
  expect(created.status).toBe(201);

  // It takes nothing while the service is killed in the middle of it.
  receiver.answer(() => {});
  const published: string[] = [];
  for (let kills = 0; kills < 3; kills++) {
    const before = receiver.received.length;
    for (let n = 0; n < 5; n++) {
      const event = postEvent(workspaceId);
      published.push(event.event.id);
      await bus.publish(event);
    }
    await waitFor('a delivery under way', () => receiver.received.length > before);
    await service.kill();
    service = await startService(host);
  }
  const begun = receiver.ids()[0];
  const taken = new Set<string>();
  receiver.answer((response, { headers }) => {
    taken.add(`${headers['webhook-id']}`);
    response.writeHead(200).end();
  });
  await waitFor('all events', () => taken.size === published.length, 60_000);
  expect([...taken].sort()).toEqual(published.sort());
  expect(receiver.ids().filter((id) => id === begun).length).toBeGreaterThan(1);
  await service.kill();
  await receiver.close();
});
