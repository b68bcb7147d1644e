import { type Static, Type } from 'typebox';
import { requestCheck } from '../check-request.ts';
import type { ApiCaller } from '../http/api-call.ts';
import { wireReader } from '../http/wire.ts';
import { fieldsQuery, Video, VideoFields } from './video.ts';

const maxIds = 20;

const VideoQuery = Type.Object(
  {
    /** 1 to 20. */
    videoIds: Type.Array(Type.String({ pattern: '^\\d{1,20}$' }), { minItems: 1, maxItems: maxIds }),
    fields: VideoFields,
  },
  { additionalProperties: false },
);
export type VideoQuery = Static<typeof VideoQuery>;

const check = requestCheck(VideoQuery);
const read = wireReader(Type.Object({ videos: Type.Optional(Type.Array(Video)) }));

/**
 * What is known of these posts now; also the way to a new cover URL. Posts of other users, and those that are gone, are
 * left out.
 * Source: developers.tiktok.com/doc/tiktok-api-v2-video-query
 */
export async function queryVideos(call: ApiCaller, accessToken: string, query: VideoQuery): Promise<Video[]> {
  const { videoIds, fields } = check(query);
  const { videos } = await call(accessToken, {
    method: 'POST',
    path: '/v2/video/query/',
    query: fieldsQuery(fields),
    body: { filters: { video_ids: videoIds } },
    read,
  });
  return videos ?? [];
}
