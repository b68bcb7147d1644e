import type { FastifyInstance } from 'fastify';
import { answerData } from '../http/answers.ts';
import { authenticate } from '../http/bearer.ts';
import { takeFromWindow } from '../http/rate-window.ts';
import type { Sandbox } from '../sandbox.ts';
import { privacyLevelOptions } from '../state/creator.ts';
import { ownerOf, refuseActiveUserCap, refuseBanned, refuseDailyCap } from './checks.ts';

/** `POST /v2/post/publish/creator_info/query/` (reference 4.1): its refusals come with HTTP 200. */
export function creatorInfoRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store, clock } = sandbox;

  server.post('/v2/post/publish/creator_info/query/', (request, reply) => {
    const token = authenticate(sandbox, request, ['video.publish']);
    const perMinute = store.settings.limits.creatorInfoPerMinute;
    takeFromWindow(token.windows, { bucket: 'creator info', perMinute, now: clock.now() });
    const owner = ownerOf(sandbox, token);
    refuseBanned(owner, 200);
    refuseActiveUserCap(sandbox, owner, 200);
    refuseDailyCap(sandbox, owner, 200);
    const { creator } = owner;
    return answerData(reply, {
      creator_avatar_url: `${sandbox.publicUrl()}/_sandbox/avatars/${creator.username}`,
      creator_username: creator.username,
      creator_nickname: creator.displayName,
      privacy_level_options: privacyLevelOptions(creator),
      comment_disabled: creator.commentDisabled,
      duet_disabled: creator.duetDisabled || creator.privateAccount,
      stitch_disabled: creator.stitchDisabled || creator.privateAccount,
      max_video_post_duration_sec: creator.maxVideoPostDurationSec,
    });
  });
}
