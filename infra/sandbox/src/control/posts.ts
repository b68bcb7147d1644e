import { Type } from 'typebox';
import type { Sandbox } from '../sandbox.ts';
import type { Delivery } from '../state/delivery.ts';
import type { PublishTask } from '../state/publish-task.ts';
import { ControlError, notFound } from './control-error.ts';
import type { ControlServer } from './routes.ts';

const Params = Type.Object({ publishId: Type.String() });
const Draft = Type.Object({ privacyLevel: Type.Optional(Type.String()) }, { additionalProperties: false });
const Verdict = Type.Object(
  { outcome: Type.Union([Type.Literal('passed'), Type.Literal('refused')]) },
  { additionalProperties: false },
);

/** What was posted, and what creators and moderators do with it later. */
export function postRoutes(server: ControlServer, sandbox: Sandbox): void {
  const { store, clock, processing } = sandbox;
  const find = (publishId: string): PublishTask => {
    const task = store.tasks.get(publishId);
    if (!task) throw notFound('publish id');
    return task;
  };

  server.get('/_sandbox/posts', async () => {
    const deliveries = Map.groupBy(store.deliveries, ({ publishId }) => publishId);
    const described = (task: PublishTask) => describePost(task, deliveries.get(task.publishId) ?? []);
    return { posts: [...store.tasks.values()].map(described) };
  });

  /** The creator posts a draft from the inbox. */
  server.post(
    '/_sandbox/posts/:publishId/publish',
    { schema: { params: Params, body: Draft } },
    async ({ params, body }) => {
      const task = find(params.publishId);
      if (task.mode !== 'inbox' || task.deliveredAt === null) {
        throw new ControlError(409, 'not_in_inbox', 'Only a draft in the inbox can be posted.');
      }
      return processing.postDraft(task, body.privacyLevel ?? 'PUBLIC_TO_EVERYONE');
    },
  );

  /** Ends a moderation that is pending or held. */
  server.post(
    '/_sandbox/posts/:publishId/moderation',
    { schema: { params: Params, body: Verdict } },
    async ({ params, body }, reply) => {
      const task = find(params.publishId);
      for (const post of task.posts) processing.moderate(task, post, body.outcome);
      return reply.code(204).send();
    },
  );

  /** The post is removed or made private; one that was made in the app is named by its post id. */
  server.post(
    '/_sandbox/posts/:publishId/remove',
    { schema: { params: Params } },
    async ({ params }, reply) => {
      const appPost = store.appPosts.get(params.publishId);
      if (appPost) {
        appPost.post.removedAt ??= clock.now();
        return reply.code(204).send();
      }
      const task = find(params.publishId);
      for (const post of task.posts) processing.remove(task, post);
      return reply.code(204).send();
    },
  );
}

const describePost = (task: PublishTask, deliveries: Delivery[]) => ({
  publishId: task.publishId,
  postId: task.posts[0]?.postId ?? null,
  posts: task.posts,
  username: task.username,
  mode: task.mode,
  media: task.media,
  caption: task.postInfo?.title ?? '',
  privacyLevel: task.postInfo?.privacyLevel ?? null,
  postInfo: task.postInfo,
  status: task.status,
  failReason: task.failReason,
  bytes: task.bytes,
  sha256: task.sha256,
  photos: task.photos,
  createdAt: new Date(task.createdAt).toISOString(),
  webhooks: deliveries.map(({ event, state, attempts }) => ({ event, state, attempts })),
});
