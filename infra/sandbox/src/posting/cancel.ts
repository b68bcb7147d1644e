import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answerOk } from '../http/answers.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticate } from '../http/bearer.ts';
import { createBodyReader } from '../http/json-body.ts';
import type { Sandbox } from '../sandbox.ts';
import { ownerOf, refuseForeignUrls } from './checks.ts';
import { findTask } from './find-task.ts';

/** `POST /v2/post/publish/cancel/` (reference 6.3): only a download that runs can be cancelled. No limit is stated. */
export function cancelRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const readBody = createBodyReader(Type.Object({ publish_id: Type.String() }));

  server.post('/v2/post/publish/cancel/', (request, reply) => {
    const token = authenticate(sandbox, request, ['video.upload', 'video.publish']);
    const task = findTask(sandbox, readBody(sandbox, request).publish_id, token);
    refuseForeignUrls(ownerOf(sandbox, token), task.pullUrls);
    if (!sandbox.pulls.cancel(task)) throw new ApiError('publish_not_cancellable');
    return answerOk(reply);
  });
}
