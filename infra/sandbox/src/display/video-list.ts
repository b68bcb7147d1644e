import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answerData } from '../http/answers.ts';
import { authenticate } from '../http/bearer.ts';
import { createBodyReader } from '../http/json-body.ts';
import type { Sandbox } from '../sandbox.ts';
import { takeDisplayCall } from './display-window.ts';
import { readVideoFields } from './video-fields.ts';
import { videoObject } from './video-object.ts';

const Body = Type.Object({
  /** In milliseconds: only older posts are listed. */
  cursor: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  max_count: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
});
const defaultCount = 10;

/** `POST /v2/video/list/?fields=` (reference 3.2): the creator's public posts, the newest first. */
export function videoListRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const readBody = createBodyReader(Body);

  server.post('/v2/video/list/', (request, reply) => {
    const token = authenticate(sandbox, request, ['video.list']);
    takeDisplayCall(sandbox, token, 'video list');
    const fields = readVideoFields(sandbox, request);
    const { cursor, max_count: count = defaultCount } = readBody(sandbox, request);
    // One more tells whether there are more.
    const found = sandbox.profiles.publicPosts(token.username, { before: cursor, atMost: count + 1 });
    const page = found.slice(0, count);
    return answerData(reply, {
      videos: page.map((post) => videoObject(sandbox, post, fields)),
      cursor: page.at(-1)?.post.createdAt ?? cursor ?? 0,
      has_more: found.length > count,
    });
  });
}
