import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answerData } from '../http/answers.ts';
import { authenticate } from '../http/bearer.ts';
import { createBodyReader } from '../http/json-body.ts';
import { takeFromWindow } from '../http/rate-window.ts';
import type { Sandbox } from '../sandbox.ts';
import { isPublic, type PublishTask } from '../state/publish-task.ts';
import { findTask } from './find-task.ts';

/** `POST /v2/post/publish/status/fetch/` (reference 6.1). */
export function statusFetchRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store, clock } = sandbox;
  const readBody = createBodyReader(Type.Object({ publish_id: Type.String() }));

  server.post('/v2/post/publish/status/fetch/', (request, reply) => {
    const token = authenticate(sandbox, request, ['video.upload', 'video.publish']);
    const perMinute = store.settings.limits.statusPerMinute;
    takeFromWindow(token.windows, { bucket: 'status', perMinute, now: clock.now() });
    return answerData(reply, describe(findTask(sandbox, readBody(sandbox, request).publish_id, token)));
  });
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
  task.posts.filter(isPublic).map((post) => BigInt(post.postId));
