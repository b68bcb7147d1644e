import { type Static, Type } from 'typebox';
import { invalidField } from '../errors/tiktok-error.ts';
import type { ApiCaller } from '../http/api-call.ts';
import { wireName, wireReader } from '../http/wire.ts';

const UserInfo = Type.Object({
  openId: Type.String(),
  unionId: Type.String(),
  avatarUrl: Type.String(),
  avatarUrl100: Type.String(),
  avatarLargeUrl: Type.String(),
  displayName: Type.String(),
  bioDescription: Type.String(),
  profileDeepLink: Type.String(),
  username: Type.String(),
  isVerified: Type.Boolean(),
  followerCount: Type.Integer(),
  followingCount: Type.Integer(),
  likesCount: Type.Integer(),
  videoCount: Type.Integer(),
});
export type UserInfoField = keyof Static<typeof UserInfo>;

/** What was asked for and given: TikTok may leave fields out. */
export type UserInfo = Partial<Static<typeof UserInfo>>;

const fieldsByScope: Record<string, readonly UserInfoField[]> = {
  'user.info.basic': ['openId', 'unionId', 'avatarUrl', 'avatarUrl100', 'avatarLargeUrl', 'displayName'],
  'user.info.profile': ['bioDescription', 'profileDeepLink', 'username', 'isVerified'],
  'user.info.stats': ['followerCount', 'followingCount', 'likesCount', 'videoCount'],
};

const read = wireReader(Type.Object({ user: Type.Partial(UserInfo) }));

/** The fields that the granted scopes cover. Asking for others is refused or silently ignored. */
export const userInfoFieldsFor = (grantedScopes: readonly string[]): UserInfoField[] =>
  Object.entries(fieldsByScope).flatMap(([scope, fields]) => (grantedScopes.includes(scope) ? fields : []));

/**
 * The token's user. Nothing comes that was not asked for.
 * Source: developers.tiktok.com/doc/tiktok-api-v2-get-user-info
 */
export async function userInfo(
  call: ApiCaller,
  accessToken: string,
  fields: readonly UserInfoField[],
): Promise<UserInfo> {
  if (fields.length === 0) throw invalidField('fields', 'is empty');
  const { user } = await call(accessToken, {
    method: 'GET',
    path: '/v2/user/info/',
    query: `fields=${fields.map(wireName).join(',')}`,
    read,
  });
  return user;
}
