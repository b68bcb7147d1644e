import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { waitFor } from '@postbus/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliverSigned, webhookBody } from '../../testing/signed-webhook.ts';
import type { RunningIngest } from '../../testing/start-ingest.ts';
import { type Surroundings, startSurroundings } from '../../testing/surroundings.ts';

let around: Surroundings;
let ingest: RunningIngest;
const sockets: Socket[] = [];
beforeAll(async () => {
  around = await startSurroundings();
  ingest = await around.start({});
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await ingest?.close();
  await around?.close();
});

/** More than all have room for. */
const slowSenders = 300;
const bodyBytes = 250 * 1024;

/** A sender that announces a body and does not send it, nor ever ends the connection. */
async function announce(): Promise<void> {
  const { hostname: host, port } = new URL(ingest.url);
  const socket = connect({ host, port: Number(port), allowHalfOpen: true });
  sockets.push(socket);
  socket.resume();
  await once(socket, 'connect');
  const head = [`Host: ${host}`, 'Content-Type: application/json', `Content-Length: ${bodyBytes}`];
  socket.write(`POST /api/webhooks/tiktok HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`);
}

test('whoever announces large bodies and sends none keeps no webhook out, and is sent away', async () => {
  const large = (name: string) => webhookBody(name, { content: 'x'.repeat(200 * 1024) });
  const statusOf = async (body: string) => (await deliverSigned(ingest.url, body)).status;

  await Promise.all(Array.from({ length: slowSenders }, announce));
  // There is no room for their like any more.
  await waitFor('the room to be taken', async () => (await statusOf(large('early'))) === 503);
  for (let index = 0; index < 20; index += 1) expect(await statusOf(webhookBody(`usual-${index}`))).toBe(200);

  await waitFor('room for large ones', async () => (await statusOf(large('late'))) === 200);
});
