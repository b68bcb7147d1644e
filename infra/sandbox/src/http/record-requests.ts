import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pathOf } from '../control/journal.ts';
import type { Sandbox } from '../sandbox.ts';

/** Writes every request of a client into the journal, and one log line per request that holds no secret. */
export function recordRequests(server: FastifyInstance, { journal, clock, log, changed }: Sandbox): void {
  server.addHook('onRequest', async (request) => {
    if (!isOwn(request.url)) request.journalEntry = journal.open(request, clock.now());
  });

  server.addHook('preValidation', async (request) => {
    const { journalEntry: entry, body } = request;
    if (!entry || !Buffer.isBuffer(body)) return;
    entry.bodyText = body.toString();
    entry.bodyBytes = body.length;
    entry.bodySha256 = createHash('sha256').update(body).digest('hex');
  });

  server.addHook('onSend', async (request, reply) => {
    if (request.journalEntry) request.journalEntry.status = reply.statusCode;
  });

  server.addHook('onResponse', async (request, reply) => {
    if (request.method !== 'GET') changed();
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    log.info({ method: request.method, path: pathOf(request.url), status: reply.statusCode, ms }, 'request');
  });
}

/** The sandbox's own pages and controls are no part of TikTok. */
const isOwn = (url: string) => pathOf(url) === '/' || url.startsWith('/_sandbox/');
