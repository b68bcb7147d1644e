import { expect } from 'vitest';
import { send } from '../answer.ts';
import { directFile, fetchStatus, paths, post, untilStatus, upload } from '../api.ts';
import { expectOk, expectRefusal, expectUnknownPath } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const known = ['status', 'fail_reason', 'publicaly_available_post_id', 'uploaded_bytes', 'downloaded_bytes'];
const statuses = /^(PROCESSING_UPLOAD|PROCESSING_DOWNLOAD|SEND_TO_USER_INBOX|PUBLISH_COMPLETE|FAILED)$/;

export const cases: readonly WireCase[] = [
  {
    covers: 'status',
    row: 28,
    title: 'a public post ends in PUBLISH_COMPLETE with its id in the misspelt publicaly_available_post_id',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { publishId, sent } = await upload(tiktok, accessToken);
      await tiktok.receiver.waitFor('post.publish.publicly_available');
      const { text, data } = await fetchStatus(tiktok, accessToken, publishId);
      expect(data).toMatchObject({
        status: 'PUBLISH_COMPLETE',
        publicaly_available_post_id: [expect.any(Number)],
        uploaded_bytes: Number(sent.headers.get('content-range')?.split('/')[1]),
      });
      expect(text).not.toContain('publicly_available_post_id');
    },
  },
  {
    covers: 'status',
    row: 28,
    title: 'status by GET is an unknown path',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken);
      const answer = await send(`${tiktok.url}${paths.status}?publish_id=${encodeURIComponent(publishId)}`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      expectUnknownPath(answer);
    },
  },
  {
    covers: 'status',
    row: 35,
    title: 'no field beyond the documented ones comes, no share_url and no status of another name',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const ids = [
        (await post(tiktok, paths.directVideo, accessToken, directFile(1000))).data.publish_id,
        (await upload(tiktok, accessToken)).publishId,
        (await upload(tiktok, accessToken, { path: paths.inboxVideo })).publishId,
        (await upload(tiktok, accessToken, { file: Buffer.from('no video') })).publishId,
      ];
      await tiktok.receiver.waitFor('post.publish.failed');
      await tiktok.receiver.waitFor('post.publish.inbox_delivered');
      for (const id of ids) {
        const { data } = await fetchStatus(tiktok, accessToken, String(id));
        expect(known).toEqual(expect.arrayContaining(Object.keys(data)));
        expect(data.status).toMatch(statuses);
      }
    },
  },
  {
    covers: 'status',
    row: 30,
    title: 'a failed post is HTTP 200 and ok: only data.status says FAILED',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken, { file: Buffer.from('no video') });
      await untilStatus(tiktok, publishId, 'FAILED');
      const answer = await fetchStatus(tiktok, accessToken, publishId);
      expectOk(answer);
      expect(answer.data).toMatchObject({ status: 'FAILED', fail_reason: 'file_format_check_failed' });
      expect(answer.data.publicaly_available_post_id ?? []).toEqual([]);
    },
  },
  {
    covers: 'status',
    row: 30,
    title: 'a private post is complete and never gets an id',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken, { postInfo: { privacy_level: 'SELF_ONLY' } });
      await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
      await tiktok.control.advance(86_400 - 60);
      const { data } = await fetchStatus(tiktok, accessToken, publishId);
      expect(data.status).toBe('PUBLISH_COMPLETE');
      expect(data.publicaly_available_post_id ?? []).toEqual([]);
    },
  },
  {
    covers: 'status',
    row: 34,
    code: 'invalid_publish_id',
    title: 'an unknown publish id is invalid_publish_id, as the message of invalid_params or as the code',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const unknown = () => fetchStatus(tiktok, accessToken, 'v_pub_file~v2-1.7600000000000000000');
      expectRefusal(await unknown(), 400, 'invalid_params', 'invalid_publish_id');
      await tiktok.control.settings({ unknownPublishId: 'invalid_publish_id' });
      expectRefusal(await unknown(), 400, 'invalid_publish_id');
    },
  },
  {
    covers: 'status',
    title: 'a publish id may be unknown for a moment after its init',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.settings({ publishIdLagMs: 2000 });
      const { data } = await post(tiktok, paths.directVideo, accessToken, directFile(1000));
      const publishId = String(data.publish_id);
      const early = await fetchStatus(tiktok, accessToken, publishId);
      expectRefusal(early, 400, 'invalid_params', 'invalid_publish_id');
      await tiktok.control.advance(3);
      expectOk(await fetchStatus(tiktok, accessToken, publishId));
    },
  },
  {
    covers: 'status',
    code: 'token_not_authorized_for_specified_publish_id',
    title: "another creator's token does not see the post",
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const other = await signIn(tiktok, { creator: 'demochef' });
      const { publishId } = await upload(tiktok, accessToken);
      const answer = await fetchStatus(tiktok, other.accessToken, publishId);
      expectRefusal(answer, 400, 'token_not_authorized_for_specified_publish_id');
    },
  },
  {
    covers: 'status',
    code: 'scope_not_authorized',
    title: 'either video.upload or video.publish is enough, and neither is not',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken);
      for (const scope of ['video.upload', 'video.publish']) {
        const narrow = await signIn(tiktok, { scopes: ['user.info.basic', scope] });
        expectOk(await fetchStatus(tiktok, narrow.accessToken, publishId));
      }
      const none = await signIn(tiktok, { scopes: ['user.info.basic'] });
      expectRefusal(await fetchStatus(tiktok, none.accessToken, publishId), 401, 'scope_not_authorized');
    },
  },
];
