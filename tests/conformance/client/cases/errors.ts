import { dispositionOfFailReason } from '@postbus/tiktok';
import { expect } from 'vitest';
import { failReasons } from '../../vocabulary.ts';
import { type ClientCase, type ClientContext, errorOf, refusal } from '../client-case.ts';
import { publishVideo, statusWhen } from '../publish.ts';

const sizes = { source: 'FILE_UPLOAD' as const, videoSize: 1000, chunkSize: 1000, totalChunkCount: 1 };
const direct = { postInfo: { privacyLevel: 'SELF_ONLY' as const }, sourceInfo: sizes };
const publicPost = { postInfo: { privacyLevel: 'PUBLIC_TO_EVERYONE' as const }, sourceInfo: sizes };

/** Signs in after something was set up. */
const prepared = async ({ control, signIn, clientKey }: ClientContext, app: object, creator: object = {}) => {
  if (Object.keys(app).length > 0) await control.app({ clientKey, ...app });
  if (Object.keys(creator).length > 0) await control.creator({ username: 'demobaker', ...creator });
  return (await signIn()).accessToken;
};

export const cases: ClientCase[] = [
  {
    covers: 'errors',
    code: 'access_token_invalid',
    disposition: 'reauth, after one refresh',
    title: 'a token that has ended asks for a refresh',
    async run({ client, signIn, control }) {
      const { accessToken, openId } = await signIn();
      await control.expireTokens(openId);
      const info = client.userInfo(accessToken, ['openId']);
      expect(await errorOf(info)).toEqual(refusal('access_token_invalid', 401, 'reauth'));
    },
  },
  {
    covers: 'errors',
    code: 'scope_not_authorized',
    disposition: 'reauth',
    title: 'a missing scope asks for a new sign-in',
    async run({ client, signIn }) {
      const { accessToken } = await signIn('demobaker', ['user.info.basic']);
      const init = client.initDirectVideo(accessToken, direct);
      expect(await errorOf(init)).toEqual(refusal('scope_not_authorized', 401, 'reauth'));
    },
  },
  {
    covers: 'rate-limits',
    code: 'rate_limit_exceeded',
    disposition: 'retryAt within a minute',
    title: 'the seventh init of a minute has to wait for the window, and then goes through',
    async run({ client, signIn, control }) {
      const { accessToken } = await signIn();
      for (let at = 0; at < 6; at += 1) await client.initDirectVideo(accessToken, direct);
      const error = await errorOf(client.initDirectVideo(accessToken, direct));
      expect(error).toEqual(refusal('rate_limit_exceeded', 429, 'retryAt'));
      expect([error.retryAfterSeconds, error.outcomeUnknown]).toEqual([60, false]);
      await control.advance(60);
      await client.initDirectVideo(accessToken, direct);
    },
  },
  {
    covers: 'errors',
    code: 'internal_error',
    disposition: 'retryNow; what happened is unknown',
    title: 'a fault of TikTok in an init may have begun a publish',
    async run({ client, signIn, control }) {
      const { accessToken } = await signIn();
      await control.fault({ path: '/v2/post/publish/video/init/', kind: 'status', status: 500 });
      const error = await errorOf(client.initDirectVideo(accessToken, direct));
      expect(error).toEqual(refusal('internal_error', 500, 'retryNow'));
      expect(error.outcomeUnknown).toBe(true);
    },
  },
  {
    covers: 'errors',
    title: 'an init whose answer was lost is never repeated by the client',
    async run({ client, signIn, control }) {
      const { accessToken } = await signIn();
      await control.fault({ path: '/v2/post/publish/video/init/', kind: 'lostResponse' });
      const error = await errorOf(client.initDirectVideo(accessToken, direct));
      expect(error).toMatchObject({ code: 'connection_lost', outcomeUnknown: true, disposition: 'retryNow' });
      expect(await control.journal('/v2/post/publish/video/init/')).toHaveLength(1);
      expect(await control.posts()).toHaveLength(1);
    },
  },
  {
    covers: 'errors',
    title: 'a code of tomorrow is kept and judged by its status',
    async run({ client, signIn, control }) {
      const { accessToken } = await signIn();
      for (const [status, disposition] of [
        [400, 'final'],
        [429, 'retryAt'],
        [503, 'retryNow'],
      ] as const) {
        await control.fault({ path: '/v2/user/info/', kind: 'status', status, code: 'a_code_of_tomorrow' });
        const error = await errorOf(client.userInfo(accessToken, ['openId']));
        expect(error).toEqual(refusal('a_code_of_tomorrow', status, disposition));
      }
    },
  },
  {
    covers: 'caps',
    row: 26,
    code: 'unaudited_client_can_only_post_to_private_accounts',
    disposition: 'userAction',
    title: 'an app that is not audited has to be audited, or the account made private',
    async run(context) {
      const accessToken = await prepared(context, { audited: false });
      const init = context.client.initDirectVideo(accessToken, direct);
      expect(await errorOf(init)).toEqual(
        refusal('unaudited_client_can_only_post_to_private_accounts', 403, 'userAction'),
      );
    },
  },
  {
    covers: 'caps',
    code: 'reached_active_user_cap',
    disposition: 'retryAt within a day',
    title: 'an app at its cap of creators can post for others within a day',
    async run(context) {
      const accessToken = await prepared(context, { activeUserCap: 0 });
      const init = context.client.initDirectVideo(accessToken, direct);
      expect(await errorOf(init)).toEqual(refusal('reached_active_user_cap', 403, 'retryAt'));
    },
  },
  {
    covers: 'caps',
    code: 'spam_risk_too_many_pending_share',
    disposition: 'retryAt within a day',
    title: 'a creator with too many drafts has to finish some first',
    async run(context) {
      await context.control.settings({ limits: { pendingShares: 0 } });
      const { accessToken } = await context.signIn();
      const init = context.client.initInboxVideo(accessToken, { sourceInfo: sizes });
      expect(await errorOf(init)).toEqual(refusal('spam_risk_too_many_pending_share', 403, 'retryAt'));
    },
  },
  {
    covers: 'direct-video',
    code: 'privacy_level_option_mismatch',
    disposition: 'userAction',
    title: 'an audience that the creator cannot choose is for the creator to choose again',
    async run(context) {
      const accessToken = await prepared(context, {}, { privateAccount: true });
      const init = context.client.initDirectVideo(accessToken, publicPost);
      expect(await errorOf(init)).toEqual(refusal('privacy_level_option_mismatch', 403, 'userAction'));
    },
  },
  {
    covers: 'status',
    code: 'invalid_publish_id',
    disposition: 'retryNow: it is also answered right after an init',
    title: 'an unknown publish is one error, in both of the forms that TikTok gives it',
    async run({ client, signIn, control }) {
      const { accessToken } = await signIn();
      for (const unknownPublishId of ['invalid_params', 'invalid_publish_id']) {
        await control.settings({ unknownPublishId });
        const status = client.fetchStatus(accessToken, 'v_pub_file~v2-1.7600000000000000001');
        expect(await errorOf(status)).toEqual(refusal('invalid_publish_id', 400, 'retryNow'));
      }
    },
  },
  {
    covers: 'status',
    code: 'token_not_authorized_for_specified_publish_id',
    disposition: 'final',
    title: "another creator's publish is not ours to ask about",
    async run(context) {
      const publishId = await publishVideo(context, (await context.signIn()).accessToken);
      const other = await context.signIn('demochef');
      const status = context.client.fetchStatus(other.accessToken, publishId);
      expect(await errorOf(status)).toEqual(
        refusal('token_not_authorized_for_specified_publish_id', 400, 'final'),
      );
    },
  },
  ...failReasons
    .filter(({ name }) => name !== 'publish_cancelled')
    .map(
      ({ name, meaning }): ClientCase => ({
        covers: 'fail-reasons',
        failReason: name,
        disposition: dispositionOfFailReason(name),
        title: `a failed publish is no error and says why: ${meaning} (${name})`,
        async run(context) {
          const { accessToken } = await context.signIn();
          await context.control.nextOutcome({ failReason: name });
          const publishId = await publishVideo(context, accessToken);
          const status = await statusWhen(context, accessToken, { publishId, status: 'FAILED' });
          expect(status).toMatchObject({ failReason: name, postIds: [] });
        },
      }),
    ),
];
