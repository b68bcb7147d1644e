import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';

/** The body of an upload, dropped with its connection where a scripted fault says so. */
export function bodyOf(request: FastifyRequest): AsyncIterable<Buffer> {
  const body = request.body instanceof Readable ? request.body : Readable.from([]);
  return request.dropAfterBytes === null ? body : dropped(request, body, request.dropAfterBytes);
}

async function* dropped(request: FastifyRequest, body: Readable, afterBytes: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > afterBytes) request.raw.socket.resetAndDestroy();
    yield piece;
  }
}

/** Notes what was received: uploads are counted and hashed, never kept in the journal. */
export function journalBody(
  request: FastifyRequest,
  { length, sha256 }: { length: number; sha256: string },
): void {
  if (!request.journalEntry) return;
  request.journalEntry.bodyBytes = length;
  request.journalEntry.bodySha256 = sha256;
}

/** Takes the body of a refused upload to its end, as a client expects before it reads the answer. */
export async function drainRequest(request: FastifyRequest): Promise<void> {
  const hash = createHash('sha256');
  let length = 0;
  for await (const piece of bodyOf(request)) {
    hash.update(piece);
    length += piece.length;
  }
  journalBody(request, { length, sha256: hash.digest('hex') });
}
