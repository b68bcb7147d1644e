import { type Static, Type } from 'typebox';
import { requestCheck } from '../check-request.ts';
import type { ApiCaller } from '../http/api-call.ts';
import { wireReader } from '../http/wire.ts';
import { fieldsQuery, Video, VideoFields } from './video.ts';

const maxPageSize = 20;

const VideoPageRequest = Type.Object(
  {
    fields: VideoFields,
    /** Milliseconds since the epoch: gives what is older. Absent: from the newest on. */
    cursor: Type.Optional(Type.Integer({ minimum: 0 })),
    /** 1 to 20; 10 unless told. */
    maxCount: Type.Optional(Type.Integer({ minimum: 1, maximum: maxPageSize })),
  },
  { additionalProperties: false },
);
export type VideoPageRequest = Static<typeof VideoPageRequest>;

const VideoListRequest = Type.Object(
  { fields: VideoFields, cursor: VideoPageRequest.properties.cursor },
  { additionalProperties: false },
);
export type VideoListRequest = Static<typeof VideoListRequest>;

export interface VideoListOptions {
  /** Called before each page is asked for, such as to count the call. What it raises ends the reading. */
  beforePage?: () => Promise<void>;
}

const checkPage = requestCheck(VideoPageRequest);
const checkList = requestCheck(VideoListRequest);

export interface VideoPage {
  videos: Video[];
  /** Where the next page begins; null if TikTok gave none. */
  cursor: number | null;
  hasMore: boolean;
}

const read = wireReader(
  Type.Object({
    videos: Type.Optional(Type.Array(Video)),
    cursor: Type.Optional(Type.Integer()),
    hasMore: Type.Optional(Type.Boolean()),
  }),
);

/**
 * One page of the user's public posts, the newest first.
 * Source: developers.tiktok.com/doc/tiktok-api-v2-video-list
 */
export async function videoPage(
  call: ApiCaller,
  accessToken: string,
  request: VideoPageRequest,
): Promise<VideoPage> {
  const { fields, cursor, maxCount } = checkPage(request);
  const page = await call(accessToken, {
    method: 'POST',
    path: '/v2/video/list/',
    query: fieldsQuery(fields),
    body: { ...(cursor !== undefined && { cursor }), ...(maxCount !== undefined && { max_count: maxCount }) },
    read,
  });
  return { videos: page.videos ?? [], cursor: page.cursor ?? null, hasMore: page.hasMore ?? false };
}

/**
 * The user's public posts, the newest first, each once. A page is fetched when it is needed. Ends when TikTok says so, and
 * also when its cursor stands still.
 * Source: developers.tiktok.com/doc/tiktok-api-v2-video-list
 */
export function listVideos(
  call: ApiCaller,
  accessToken: string,
  request: VideoListRequest,
  { beforePage = async () => {} }: VideoListOptions = {},
): AsyncGenerator<Video> {
  const { fields, cursor } = checkList(request);
  return pages();

  async function* pages(): AsyncGenerator<Video> {
    let at = cursor;
    let before = new Set<string>();
    for (;;) {
      const more = at === undefined ? {} : { cursor: at };
      await beforePage();
      const page = await videoPage(call, accessToken, { fields, maxCount: maxPageSize, ...more });
      // A post at the border may come on both pages.
      yield* page.videos.filter(({ id }) => !before.has(id));
      const isOver = page.cursor === null || (at !== undefined && page.cursor >= at);
      if (!page.hasMore || isOver) return;
      before = new Set(page.videos.map(({ id }) => id));
      at = page.cursor ?? undefined;
    }
  }
}
