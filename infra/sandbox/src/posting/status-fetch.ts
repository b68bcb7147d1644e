import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answerData } from '../http/answers.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticate } from '../http/bearer.ts';
import { createBodyReader } from '../http/json-body.ts';
import { takeFromWindow } from '../http/rate-window.ts';
import type { Sandbox } from '../sandbox.ts';
import type { PublishTask } from '../state/publish-task.ts';
import type { AccessToken } from '../state/tokens.ts';

/** `POST /v2/post/publish/status/fetch/` (reference 6.1). */
export function statusFetchRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store, clock } = sandbox;
  const readBody = createBodyReader(Type.Object({ publish_id: Type.String() }));

  server.post('/v2/post/publish/status/fetch/', (request, reply) => {
    const token = authenticate(sandbox, request, ['video.upload', 'video.publish']);
    const perMinute = store.settings.limits.statusPerMinute;
    takeFromWindow(token.windows, { bucket: 'status', perMinute, now: clock.now() });
    return answerData(reply, describe(findTask(readBody(sandbox, request).publish_id, token)));
  });

  function findTask(publishId: string, token: AccessToken): PublishTask {
    const task = store.tasks.get(publishId);
    if (!task || clock.now() < task.createdAt + store.settings.publishIdLagMs) {
      // In practice the code is the general one, and the message says what is wrong (observed).
      throw new ApiError(store.settings.unknownPublishId, { message: 'invalid_publish_id' });
    }
    if (task.openId !== token.openId) throw new ApiError('token_not_authorized_for_specified_publish_id');
    return task;
  }
}

function describe(task: PublishTask): Record<string, unknown> {
  const ended = task.status === 'FAILED' || task.status === 'PUBLISH_COMPLETE';
  return {
    status: task.status,
    ...(task.failReason !== null && { fail_reason: task.failReason }),
    // Spelt as TikTok spells it; 64-bit integers, never strings.
    ...(ended && { publicaly_available_post_id: publicPostIds(task) }),
    ...(task.upload ? { uploaded_bytes: task.bytes } : { downloaded_bytes: task.bytes }),
  };
}

const publicPostIds = (task: PublishTask): bigint[] =>
  task.posts
    .filter((post) => post.moderation === 'passed' && post.removedAt === null)
    .map((post) => BigInt(post.postId));
