import type { FastifyInstance } from 'fastify';
import type { Fault } from '../control/faults.ts';
import type { OpenEntry } from '../control/journal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's place in the journal; null for the sandbox's own pages and controls. */
    journalEntry: OpenEntry | null;
    /** The fault to play on it. */
    fault: Fault | null;
    /** After so many bytes of its body the connection is dropped. */
    dropAfterBytes: number | null;
  }
}

export function decorateRequests(server: FastifyInstance): void {
  server.decorateRequest('journalEntry', null);
  server.decorateRequest('fault', null);
  server.decorateRequest('dropAfterBytes', null);
}
