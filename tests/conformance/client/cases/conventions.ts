import { Readable } from 'node:stream';
import { planChunks } from '@postbus/tiktok';
import { expect } from 'vitest';
import { video } from '../../support/media.ts';
import { type ClientCase, errorOf } from '../client-case.ts';
import { publishVideo, statusWhen } from '../publish.ts';

export const cases: ClientCase[] = [
  {
    covers: 'paths',
    row: 3,
    title:
      'no call of the client asks for a path that TikTok does not know, and each carries the bearer header',
    async run(context) {
      const { client, control, signIn } = context;
      const { accessToken, refreshToken } = await signIn();
      await publishVideo(context, accessToken);
      await client.userInfo(accessToken, ['openId']);
      await client.videoPage(accessToken, { fields: ['id'] });
      await client.queryCreatorInfo(accessToken);
      await client.clientToken();
      const next = await client.refreshToken(refreshToken);
      await client.revokeToken(next.accessToken);
      const requests = await control.journal('/');
      expect(requests.filter(({ status }) => status === 404)).toEqual([]);
      const api = requests.filter(({ path }) => path.startsWith('/v2/') && !/oauth|authorize/.test(path));
      expect(api.map(({ headers }) => headers.authorization)).toEqual(api.map(() => `Bearer ${accessToken}`));
    },
  },
  {
    covers: 'shapes',
    row: 10,
    title: 'an answer in another shape is an error that says so, from OAuth and from the API',
    async run({ clientOf, clientKey, clientSecret, url, signIn }) {
      const { accessToken } = await signIn();
      const lost = clientOf({ clientKey, clientSecret, apiBaseUrl: `${url}/nowhere` });
      for (const call of [lost.userInfo(accessToken, ['openId']), lost.refreshToken('rft.x')]) {
        expect(await errorOf(call)).toMatchObject({
          code: 'unexpected_response',
          httpStatus: 404,
          disposition: 'final',
        });
      }
    },
  },
  {
    covers: 'media-limits',
    failReason: 'duration_check_failed',
    disposition: 'userAction',
    title: 'a video over the limit that creator info told fails for its duration',
    async run(context) {
      const { client, control, signIn } = context;
      await control.creator({ username: 'demobaker', maxVideoPostDurationSec: 2 });
      const { accessToken } = await signIn();
      expect((await client.queryCreatorInfo(accessToken)).maxVideoPostDurationSec).toBe(2);
      const bytes = await video({ seconds: 4 });
      const plan = planChunks(bytes.length);
      const { videoSize, chunkSize, totalChunkCount } = plan;
      const { publishId, uploadUrl } = await client.initDirectVideo(accessToken, {
        postInfo: { privacyLevel: 'SELF_ONLY' },
        sourceInfo: { source: 'FILE_UPLOAD', videoSize, chunkSize, totalChunkCount },
      });
      await client.uploadChunks({
        uploadUrl: uploadUrl ?? '',
        contentType: 'video/mp4',
        plan,
        openRange: (first, last) => Readable.from([bytes.subarray(first, last + 1)]),
        onProgress: async () => {},
      });
      const status = await statusWhen({ client }, accessToken, { publishId, status: 'FAILED' });
      expect(status.failReason).toBe('duration_check_failed');
    },
  },
];
