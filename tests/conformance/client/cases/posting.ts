import { expect } from 'vitest';
import { jpeg, video, webp } from '../../support/media.ts';
import { type ClientCase, errorOf, refusal } from '../client-case.ts';
import { postWhen, publishVideo, statusWhen } from '../publish.ts';

export const cases: ClientCase[] = [
  {
    covers: 'creator-info',
    row: 25,
    title: 'creator info gives what the creator may choose now',
    async run({ client, signIn, control }) {
      await control.creator({ username: 'demogarden', commentDisabled: true });
      const { accessToken } = await signIn('demogarden');
      expect(await client.queryCreatorInfo(accessToken)).toMatchObject({
        creatorUsername: 'demogarden',
        creatorNickname: 'Demo Garden',
        privacyLevelOptions: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
        commentDisabled: true,
        duetDisabled: true,
        stitchDisabled: true,
        maxVideoPostDurationSec: 600,
      });
    },
  },
  {
    covers: 'caps',
    row: 9,
    code: 'spam_risk_user_banned_from_posting',
    disposition: 'final',
    title: 'a creator who may not post is an error although the status is 200',
    async run({ client, signIn, control }) {
      const { accessToken } = await signIn();
      await control.creator({ username: 'demobaker', banned: true });
      expect(await errorOf(client.queryCreatorInfo(accessToken))).toEqual(
        refusal('spam_risk_user_banned_from_posting', 200, 'final'),
      );
    },
  },
  {
    covers: 'caps',
    code: 'spam_risk_too_many_posts',
    disposition: 'retryAt within a day',
    title: 'a creator at the daily cap can post again within a day',
    async run({ client, signIn, control }) {
      await control.creator({ username: 'demobaker', dailyPostCap: 0 });
      const { accessToken } = await signIn();
      const error = await errorOf(client.queryCreatorInfo(accessToken));
      expect(error).toMatchObject({ code: 'spam_risk_too_many_posts', disposition: 'retryAt' });
      expect(error.retryAfterSeconds).toBe(86_400);
    },
  },
  {
    covers: 'direct-video',
    row: 21,
    title: 'a direct post carries what was chosen, and what was left out is off',
    async run({ client, signIn, control }) {
      const { accessToken } = await signIn();
      const bytes = (await video()).length;
      const sizes = { videoSize: bytes, chunkSize: bytes, totalChunkCount: 1 };
      const { publishId } = await client.initDirectVideo(accessToken, {
        postInfo: {
          title: 'Crust test #bread 🥖',
          privacyLevel: 'SELF_ONLY',
          isAigc: true,
          videoCoverTimestampMs: 5,
        },
        sourceInfo: { source: 'FILE_UPLOAD', ...sizes },
      });
      const post = await postWhen({ control }, publishId, () => true);
      expect(post.postInfo).toMatchObject({
        title: 'Crust test #bread 🥖',
        privacyLevel: 'SELF_ONLY',
        isAigc: true,
        videoCoverTimestampMs: 5,
        disableComment: true,
        disableDuet: true,
        disableStitch: true,
        brandContentToggle: false,
      });
    },
  },
  {
    covers: 'inbox-video',
    row: 30,
    title: 'a draft waits in the inbox, and is published when the creator posts it',
    async run(context) {
      const { client, signIn, control } = context;
      const { accessToken } = await signIn();
      const publishId = await publishVideo(context, accessToken, { mode: 'inbox' });
      await statusWhen({ client }, accessToken, { publishId, status: 'SEND_TO_USER_INBOX' });
      await control.publishDraft(publishId);
      await control.publishDraft(publishId);
      const status = await statusWhen({ client }, accessToken, { publishId, status: 'PUBLISH_COMPLETE' });
      expect(status.failReason).toBeNull();
      await postWhen({ control }, publishId, ({ postId }) => postId !== null);
    },
  },
  {
    covers: 'identifiers',
    row: 29,
    title: 'the status of a public post gives its 64-bit id digit by digit',
    async run(context) {
      const { client, signIn, control } = context;
      const { accessToken } = await signIn();
      const publishId = await publishVideo(context, accessToken);
      const { postId } = await postWhen({ control }, publishId, (post) => post.status === 'PUBLISH_COMPLETE');
      await context.receiver.waitFor('post.publish.publicly_available');
      const { status, postIds, uploadedBytes } = await client.fetchStatus(accessToken, publishId);
      expect([status, postIds]).toEqual(['PUBLISH_COMPLETE', [postId]]);
      expect(uploadedBytes).toBe((await video()).length);
    },
  },
  {
    covers: 'states',
    title: 'a post that only its creator sees is complete and has no id',
    async run(context) {
      const { accessToken } = await context.signIn();
      const publishId = await publishVideo(context, accessToken, { privacyLevel: 'SELF_ONLY' });
      const status = await statusWhen(context, accessToken, { publishId, status: 'PUBLISH_COMPLETE' });
      expect(status.postIds).toEqual([]);
    },
  },
  {
    covers: 'pull',
    title: 'a video is pulled from a URL without an upload',
    async run(context) {
      const { client, signIn, media, control } = context;
      const { accessToken } = await signIn();
      const bytes = await video();
      const videoUrl = media.serve('crust.mp4', bytes, 'video/mp4');
      const { publishId, uploadUrl } = await client.initDirectVideo(accessToken, {
        postInfo: { privacyLevel: 'SELF_ONLY' },
        sourceInfo: { source: 'PULL_FROM_URL', videoUrl },
      });
      expect(uploadUrl).toBeNull();
      const { downloadedBytes } = await statusWhen({ client }, accessToken, {
        publishId,
        status: 'PUBLISH_COMPLETE',
      });
      expect(downloadedBytes).toBe(bytes.length);
      expect((await postWhen({ control }, publishId, () => true)).bytes).toBe(bytes.length);
    },
  },
  {
    covers: 'pull',
    code: 'url_ownership_unverified',
    disposition: 'userAction',
    title: 'a URL that the app has not verified is for somebody to verify',
    async run({ client, signIn }) {
      const { accessToken } = await signIn();
      const sourceInfo = { source: 'PULL_FROM_URL' as const, videoUrl: 'https://elsewhere.example/a.mp4' };
      const init = client.initInboxVideo(accessToken, { sourceInfo });
      expect(await errorOf(init)).toEqual(refusal('url_ownership_unverified', 403, 'userAction'));
    },
  },
  {
    covers: 'photos',
    row: 24,
    title: 'photos are pulled and posted with their texts and their cover',
    async run(context) {
      const { client, signIn, media, control } = context;
      const { accessToken } = await signIn();
      const photoImages = [
        media.serve('1.jpg', jpeg(), 'image/jpeg'),
        media.serve('2.webp', webp(), 'image/webp'),
      ];
      const { publishId } = await client.initDirectPhotos(accessToken, {
        isAigc: true,
        postInfo: { title: 'Loaves', description: 'Which one? #bread', privacyLevel: 'PUBLIC_TO_EVERYONE' },
        sourceInfo: { photoImages, photoCoverIndex: 1 },
      });
      await statusWhen({ client }, accessToken, { publishId, status: 'PUBLISH_COMPLETE' });
      const post = await postWhen({ control }, publishId, () => true);
      expect(post.photos.map(({ contentType }) => contentType)).toEqual(['image/jpeg', 'image/webp']);
      expect(post).toMatchObject({ media: 'photo', mode: 'direct' });
    },
  },
  {
    covers: 'photos',
    code: 'app_version_check_failed',
    disposition: 'userAction',
    title: 'photos for the inbox wait there; with an old app the creator has to update it',
    async run(context) {
      const { client, signIn, media, control } = context;
      const { accessToken } = await signIn();
      const sourceInfo = { photoImages: [media.serve('1.jpg', jpeg(), 'image/jpeg')] };
      const { publishId } = await client.initInboxPhotos(accessToken, {
        postInfo: { title: 'Loaves' },
        sourceInfo,
      });
      await statusWhen({ client }, accessToken, { publishId, status: 'SEND_TO_USER_INBOX' });
      await control.creator({ username: 'demobaker', appVersion: '31.7' });
      const refused = client.initInboxPhotos(accessToken, { sourceInfo });
      expect(await errorOf(refused)).toEqual(refusal('app_version_check_failed', 400, 'userAction'));
    },
  },
  {
    covers: 'cancel',
    failReason: 'publish_cancelled',
    disposition: 'final',
    title: 'a slow pull is cancelled, a final publish is not',
    async run(context) {
      const { client, signIn, media, control } = context;
      const { accessToken } = await signIn();
      await control.settings({ pullBytesPerSecond: 1000 });
      const videoUrl = media.serve('slow.mp4', await video({ bytes: 1_000_000 }), 'video/mp4');
      const { publishId } = await client.initInboxVideo(accessToken, {
        sourceInfo: { source: 'PULL_FROM_URL', videoUrl },
      });
      await client.cancelPublish(accessToken, publishId);
      const { failReason } = await statusWhen({ client }, accessToken, { publishId, status: 'FAILED' });
      expect(failReason).toBe('publish_cancelled');
      expect(await errorOf(client.cancelPublish(accessToken, publishId))).toEqual(
        refusal('publish_not_cancellable', 400, 'final'),
      );
    },
  },
];
