import { Type } from 'typebox';
import type { Sandbox } from '../sandbox.ts';
import { notFound } from './control-error.ts';
import type { ControlServer } from './routes.ts';

const Count = (maximum: number) => Type.Optional(Type.Integer({ minimum: 0, maximum }));
const longest = 2 ** 31 - 1;
const Pin = Type.Object(
  {
    postId: Type.String(),
    viewCount: Count(Number.MAX_SAFE_INTEGER),
    likeCount: Count(longest),
    commentCount: Count(longest),
    shareCount: Count(longest),
  },
  { additionalProperties: false },
);

/** Holds figures of a post at a number; those that are not named go on as before. */
export function figureRoutes(server: ControlServer, { store, profiles }: Sandbox): void {
  server.post('/_sandbox/figures', { schema: { body: Pin } }, async ({ body }, reply) => {
    const { postId, ...figures } = body;
    if (!profiles.find(postId)) throw notFound('post id');
    store.pinnedFigures.set(postId, { ...store.pinnedFigures.get(postId), ...figures });
    return reply.code(204).send();
  });
}
