import { Type } from 'typebox';
import { createLongId } from '../identifiers.ts';
import type { Sandbox } from '../sandbox.ts';
import { notFound } from './control-error.ts';
import type { ControlServer } from './routes.ts';

const Params = Type.Object({ username: Type.String() });
const Side = Type.Integer({ minimum: 1, maximum: 16_384 });
const NewPost = Type.Object(
  {
    kind: Type.Optional(Type.Union([Type.Literal('video'), Type.Literal('photo')])),
    title: Type.Optional(Type.String({ maxLength: 5000 })),
    description: Type.Optional(Type.String({ maxLength: 5000 })),
    privacyLevel: Type.Optional(
      Type.Union([
        Type.Literal('PUBLIC_TO_EVERYONE'),
        Type.Literal('FOLLOWER_OF_CREATOR'),
        Type.Literal('MUTUAL_FOLLOW_FRIENDS'),
        Type.Literal('SELF_ONLY'),
      ]),
    ),
    createdSecondsAgo: Type.Optional(Type.Number({ minimum: 0, maximum: 10 * 365 * 86_400 })),
    durationSec: Type.Optional(Type.Number({ minimum: 0, maximum: 3600 })),
    width: Type.Optional(Side),
    height: Type.Optional(Side),
    isAigc: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

const usual = {
  video: { durationSec: 15, width: 1080, height: 1920 },
  photo: { durationSec: 0, width: 1080, height: 1350 },
};

/** A creator posts in TikTok's app, without any API; everyone sees it at once if it is meant for everyone. */
export function appPostRoutes(server: ControlServer, { store, clock, profiles }: Sandbox): void {
  server.post(
    '/_sandbox/creators/:username/posts',
    { schema: { params: Params, body: NewPost } },
    async ({ params: { username }, body }, reply) => {
      if (!store.creators.has(username)) throw notFound('creator');
      const { kind: media = 'video', privacyLevel = 'PUBLIC_TO_EVERYONE', createdSecondsAgo = 0 } = body;
      const wantedAt = Math.floor(clock.now() - createdSecondsAgo * 1000);
      const createdAt = profiles.freeTime(username, wantedAt);
      const isForEveryone = privacyLevel === 'PUBLIC_TO_EVERYONE';
      const shape = usual[media];
      const appPost = {
        username,
        content: {
          media,
          title: body.title ?? '',
          description: body.description ?? '',
          isAigc: body.isAigc ?? false,
          durationSec: media === 'photo' ? 0 : (body.durationSec ?? shape.durationSec),
          width: body.width ?? shape.width,
          height: body.height ?? shape.height,
        },
        post: {
          postId: createLongId(createdAt),
          createdAt,
          privacyLevel,
          moderation: isForEveryone ? ('passed' as const) : ('none' as const),
          moderationDueAt: null,
          publicAt: isForEveryone ? createdAt : null,
          removedAt: null,
        },
      };
      store.appPosts.set(appPost.post.postId, appPost);
      profiles.addOfApp(appPost);
      return reply.code(201).send({ postId: appPost.post.postId });
    },
  );
}
