import { type Static, Type } from 'typebox';
import type { Sandbox } from '../sandbox.ts';
import type { ControlServer } from './routes.ts';

const failReasons = [
  'file_format_check_failed',
  'duration_check_failed',
  'frame_rate_check_failed',
  'picture_size_check_failed',
  'internal',
  'video_pull_failed',
  'photo_pull_failed',
  'publish_cancelled',
  'auth_removed',
  'spam_risk_too_many_posts',
  'spam_risk_user_banned_from_posting',
  'spam_risk_text',
  'spam_risk',
];

const Outcome = Type.Object(
  {
    username: Type.Optional(Type.String()),
    failReason: Type.Optional(Type.Union(failReasons.map((reason) => Type.Literal(reason)))),
    moderation: Type.Optional(
      Type.Union([Type.Literal('passed'), Type.Literal('refused'), Type.Literal('held')]),
    ),
    times: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);

/** How the next videos end: failed for a reason, or published and then refused or held by moderation. */
export function outcomeRoutes(server: ControlServer, { store }: Sandbox): void {
  server.post('/_sandbox/outcomes', { schema: { body: Outcome } }, async ({ body }, reply) => {
    const wanted: Static<typeof Outcome> = body;
    store.outcomes.push({
      username: wanted.username ?? null,
      failReason: wanted.failReason ?? null,
      moderation: wanted.moderation ?? 'passed',
      times: wanted.times ?? 1,
    });
    return reply.code(201).send({ outcomes: store.outcomes });
  });
}
