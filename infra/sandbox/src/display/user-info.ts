import type { FastifyInstance } from 'fastify';
import { answerData } from '../http/answers.ts';
import { ApiError, parameterError } from '../http/api-error.ts';
import { authenticate } from '../http/bearer.ts';
import { queryValue } from '../http/query.ts';
import { unionIdOf } from '../identifiers.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Creator } from '../state/creator.ts';
import type { AccessToken } from '../state/tokens.ts';
import { totalsOf } from './current-figures.ts';
import { takeDisplayCall } from './display-window.ts';

/** `GET /v2/user/info/?fields=` (reference 3.1): only the fields that were asked for. */
export function userInfoRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store } = sandbox;

  server.get('/v2/user/info/', (request, reply) => {
    const token = authenticate(sandbox, request, ['user.info.basic', 'user.info.profile', 'user.info.stats']);
    takeDisplayCall(sandbox, token, 'user info');
    const fields = (queryValue(request, 'fields') ?? '').split(',').filter(Boolean);
    const unknown = fields.find((field) => !fieldScopes.has(field));
    if (fields.length === 0 || unknown !== undefined) {
      throw parameterError(store.settings, `Invalid fields is requested: ${unknown ?? 'none'}`);
    }
    const covered = fields.filter((field) => token.scopes.includes(fieldScopes.get(field) ?? ''));
    if (covered.length < fields.length) refuseUncovered();
    return answerData(reply, { user: pick(covered, token, store.creators.get(token.username)) });
  });

  function refuseUncovered(): void {
    if (store.settings.outOfScopeField === '400') throw new ApiError('scope_permission_missed');
    if (store.settings.outOfScopeField === '401') throw new ApiError('scope_not_authorized');
  }

  function pick(fields: string[], token: AccessToken, creator: Creator | undefined) {
    const values: Record<string, unknown> = creator ? userFields(creator, token) : {};
    return Object.fromEntries(fields.map((field) => [field, values[field]]));
  }

  function userFields(creator: Creator, token: AccessToken) {
    const avatar = `${sandbox.publicUrl()}/_sandbox/avatars/${creator.username}`;
    const totals = totalsOf(sandbox, creator.username);
    return {
      open_id: token.openId,
      union_id: unionIdOf(creator.username),
      avatar_url: avatar,
      avatar_url_100: avatar,
      avatar_large_url: avatar,
      display_name: creator.displayName,
      bio_description: creator.bioDescription,
      profile_deep_link: `https://vm.tiktok.com/sandbox/${creator.username}`,
      username: creator.username,
      is_verified: creator.verified,
      follower_count: creator.followerCount + totals.newFollowers,
      following_count: creator.followingCount,
      likes_count: creator.likesCount + totals.likes,
      video_count: totals.posts,
    };
  }
}

const fieldScopes = new Map([
  ...['open_id', 'union_id', 'avatar_url', 'avatar_url_100', 'avatar_large_url', 'display_name'].map(
    (field) => [field, 'user.info.basic'] as const,
  ),
  ...['bio_description', 'profile_deep_link', 'username', 'is_verified'].map(
    (field) => [field, 'user.info.profile'] as const,
  ),
  ...['follower_count', 'following_count', 'likes_count', 'video_count'].map(
    (field) => [field, 'user.info.stats'] as const,
  ),
]);
