import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { queryValue } from '../http/query.ts';
import { hashFile } from '../processing/hash-file.ts';
import { type Sandbox, videoPath } from '../sandbox.ts';
import type { PublishTask } from '../state/publish-task.ts';
import { judgeChunk } from './judge-chunk.ts';
import { drainBody, storeBody } from './store-body.ts';

/** `PUT` to the upload URL (reference 5.2): answers are a bare status. */
export function putChunkRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store, processing } = sandbox;
  /** Chunks of one upload are taken one after the other: a resent one waits for its broken predecessor. */
  const queues = new Map<string, Promise<unknown>>();
  /** The SHA-256 of what is stored so far, by publish id. */
  const storedHashes = new Map<string, Hash>();

  server.put('/video/', async (request, reply) => {
    const uploadId = queryValue(request, 'upload_id') ?? '';
    const turn = (queues.get(uploadId) ?? Promise.resolve()).then(() => takeChunk(request, reply));
    const settled = turn.catch(() => {});
    queues.set(uploadId, settled);
    try {
      return await turn;
    } finally {
      if (queues.get(uploadId) === settled) queues.delete(uploadId);
    }
  });

  async function takeChunk(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const chunk = judgeChunk(sandbox, request);
    if (!('task' in chunk)) {
      await journalBody(request, drainBody(bodyOf(request)));
      if (chunk.progressOf) reply.header('content-range', progress(chunk.progressOf));
      return reply.code(chunk.status).send();
    }
    const { task, first } = chunk;
    const { hash, length, sha256 } = await storeBody(bodyOf(request), {
      path: videoPath(sandbox, task.publishId),
      offset: first,
      stored: first === 0 ? createHash('sha256') : (storedHashes.get(task.publishId)?.copy() ?? null),
    });
    await journalBody(request, Promise.resolve({ length, sha256 }));
    task.bytes = first + length;
    task.contentType = chunk.contentType;
    return answerStored(reply, task, hash);
  }

  async function answerStored(reply: FastifyReply, task: PublishTask, hash: Hash | null) {
    const isComplete = task.bytes === task.upload?.videoSize;
    reply.header('content-range', progress(task));
    if (!isComplete) {
      if (hash) storedHashes.set(task.publishId, hash);
      return reply.code(206).send();
    }
    storedHashes.delete(task.publishId);
    task.sha256 = hash ? hash.digest('hex') : await hashFile(videoPath(sandbox, task.publishId));
    processing.received(task);
    return reply.code(201).send();
  }

  /** The docs do not say whether the number is a count or the last index. */
  function progress(task: PublishTask): string {
    const number = store.settings.contentRangeNumber === 'count' ? task.bytes : task.bytes - 1;
    return `bytes 0-${number}/${task.upload?.videoSize ?? 0}`;
  }
}

/** The body of an upload, dropped with its connection where a scripted fault says so. */
async function* bodyOf(request: FastifyRequest): AsyncGenerator<Buffer> {
  if (!(request.body instanceof Readable)) return;
  let length = 0;
  for await (const piece of request.body) {
    length += piece.length;
    if (request.dropAfterBytes !== null && length > request.dropAfterBytes)
      request.raw.socket.resetAndDestroy();
    yield piece;
  }
}

async function journalBody(request: FastifyRequest, body: Promise<{ length: number; sha256: string }>) {
  const { length, sha256 } = await body;
  if (!request.journalEntry) return;
  request.journalEntry.bodyBytes = length;
  request.journalEntry.bodySha256 = sha256;
}
