import { type Static, Type } from 'typebox';
import type { ApiCaller } from '../http/api-call.ts';
import { wireReader } from '../http/wire.ts';

const CreatorInfo = Type.Object({
  creatorAvatarUrl: Type.Optional(Type.String({ description: 'Dies after two hours' })),
  creatorUsername: Type.String(),
  creatorNickname: Type.String({ description: 'The name to show' }),
  /** As TikTok names them; it may add some. */
  privacyLevelOptions: Type.Array(Type.String()),
  commentDisabled: Type.Boolean(),
  duetDisabled: Type.Boolean(),
  stitchDisabled: Type.Boolean(),
  maxVideoPostDurationSec: Type.Integer(),
});
export type CreatorInfo = Static<typeof CreatorInfo>;

const read = wireReader(CreatorInfo);

/**
 * What the creator may choose just now; the posting page has to show it afresh each time.
 * A creator who cannot post now is an error here too, although TikTok answers 200.
 * Source: developers.tiktok.com/doc/content-posting-api-reference-query-creator-info
 */
export const queryCreatorInfo = (call: ApiCaller, accessToken: string): Promise<CreatorInfo> =>
  call(accessToken, { method: 'POST', path: '/v2/post/publish/creator_info/query/', body: {}, read });
