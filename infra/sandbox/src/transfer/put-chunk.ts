import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { queryValue } from '../http/query.ts';
import { mediaPath, type Sandbox } from '../sandbox.ts';
import type { PublishTask } from '../state/publish-task.ts';
import { judgeChunk } from './judge-chunk.ts';
import { bodyOf, drainRequest, journalBody } from './request-body.ts';
import { storeBody } from './store-body.ts';

/** `PUT` to the upload URL (reference 5.2): answers are a bare status. */
export function putChunkRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store, processing } = sandbox;
  /** Chunks of one upload are taken one after the other: a resent one waits for its broken predecessor. */
  const queues = new Map<string, Promise<unknown>>();

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
      await drainRequest(request);
      if (chunk.progressOf) reply.header('content-range', progress(chunk.progressOf));
      return reply.code(chunk.status).send();
    }
    const { task, first, upload } = chunk;
    const path = mediaPath(sandbox, task.publishId);
    const stored = await storeBody(bodyOf(request), { path, offset: first });
    journalBody(request, stored);
    task.bytes = first + stored.length;
    task.contentType = chunk.contentType;
    const isComplete = task.bytes === upload.videoSize;
    // Of several chunks the hash of the whole is taken later, from the file: the upload need not wait for it.
    if (isComplete && first === 0) task.sha256 = stored.sha256;
    if (isComplete) processing.received(task);
    return reply
      .code(isComplete ? 201 : 206)
      .header('content-range', progress(task))
      .send();
  }

  /** The docs do not say whether the number is a count or the last index. */
  function progress(task: PublishTask): string {
    const number = store.settings.contentRangeNumber === 'count' ? task.bytes : task.bytes - 1;
    return `bytes 0-${number}/${task.upload?.videoSize ?? 0}`;
  }
}
