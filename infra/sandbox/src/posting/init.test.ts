import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { makeVideo } from '../testing/video.ts';

let tiktok: Harness;
beforeAll(async () => {
  tiktok = await startHarness();
});
afterAll(() => tiktok.close());
beforeEach(() => tiktok.control('reset', {}));

const outcome = ({ status, json }: { status: number; json: { error: { code: string } } }) => [
  status,
  json.error.code,
];
const changeApp = (settings: object) =>
  tiktok.control('apps', { clientKey: tiktok.app.clientKey, ...settings });
const changeCreator = (settings: object) =>
  tiktok.control('creators', { username: 'demobaker', ...settings });

describe('the init of a direct post', () => {
  test('gives a publish id and an upload URL within the documented lengths', async () => {
    const { accessToken } = await tiktok.signIn();
    const { status, json } = await tiktok.directInit(accessToken);
    expect(status).toBe(200);
    expect(json.data.publish_id).toMatch(/^v_pub_file~v2-1\.\d{19}$/);
    expect(json.data.upload_url).toMatch(/\/video\/\?upload_id=\d{19}&upload_token=[\w-]+$/);
    expect(json.data.upload_url.length).toBeLessThanOrEqual(256);
    expect(json.error).toMatchObject({ code: 'ok', message: '' });
  });

  test('makes its checks in one order, and each refusal hides those after it', async () => {
    // All wrong at once; then one thing after the other is put right.
    await changeApp({ audited: false, activeUserCap: 0 });
    await changeCreator({ banned: true, dailyPostCap: 0 });
    await tiktok.control('settings', { limits: { videoInitPerMinute: 0 } });
    const pull = { source: 'PULL_FROM_URL', video_url: 'https://media.example.com/v.mp4' };
    const init = (token: string, privacy: unknown, sourceInfo: object = pull) =>
      tiktok.directInit(token, { postInfo: { privacy_level: privacy }, sourceInfo });
    const noScope = await tiktok.signIn('demobaker', ['video.upload']);
    const { accessToken } = await tiktok.signIn();

    expect(outcome(await init('act.unknown', 'NO'))).toEqual([401, 'access_token_invalid']);
    expect(outcome(await init(noScope.accessToken, 'NO'))).toEqual([401, 'scope_not_authorized']);
    expect(outcome(await init(accessToken, 7))).toEqual([429, 'rate_limit_exceeded']);
    await tiktok.control('settings', { limits: { videoInitPerMinute: 100 } });
    expect(outcome(await init(accessToken, 7))).toEqual([400, 'invalid_params']);
    expect(outcome(await init(accessToken, 'NO'))).toEqual([403, 'spam_risk_user_banned_from_posting']);
    await changeCreator({ banned: false });
    expect(outcome(await init(accessToken, 'NO'))).toEqual([
      403,
      'unaudited_client_can_only_post_to_private_accounts',
    ]);
    await changeApp({ audited: true });
    expect(outcome(await init(accessToken, 'NO'))).toEqual([403, 'reached_active_user_cap']);
    await changeApp({ activeUserCap: null });
    expect(outcome(await init(accessToken, 'NO'))).toEqual([403, 'spam_risk_too_many_posts']);
    await changeCreator({ dailyPostCap: 15 });
    expect(outcome(await init(accessToken, 'NO'))).toEqual([403, 'privacy_level_option_mismatch']);
    expect(outcome(await init(accessToken, 'SELF_ONLY'))).toEqual([403, 'url_ownership_unverified']);
    await changeApp({ verifiedUrls: ['example.com'] });
    expect(outcome(await init(accessToken, 'SELF_ONLY'))).toEqual([200, 'ok']);
  });

  test('refuses a privacy level that is missing or not among the options now', async () => {
    const { accessToken } = await tiktok.signIn();
    for (const level of [undefined, 'FOLLOWER_OF_CREATOR', 'public']) {
      const answer = await tiktok.directInit(accessToken, { postInfo: { privacy_level: level } });
      expect(outcome(answer)).toEqual([403, 'privacy_level_option_mismatch']);
    }
  });

  test('of an unaudited app takes only SELF_ONLY on a private account', async () => {
    await changeApp({ audited: false });
    const baker = await tiktok.signIn('demobaker');
    const garden = await tiktok.signIn('demogarden');
    const refused = [403, 'unaudited_client_can_only_post_to_private_accounts'];
    const selfOnly = { postInfo: { privacy_level: 'SELF_ONLY' } };
    expect(outcome(await tiktok.directInit(baker.accessToken, selfOnly))).toEqual(refused);
    const followers = { postInfo: { privacy_level: 'FOLLOWER_OF_CREATOR' } };
    expect(outcome(await tiktok.directInit(garden.accessToken, followers))).toEqual(refused);
    expect(outcome(await tiktok.directInit(garden.accessToken, selfOnly))).toEqual([200, 'ok']);
  });

  test('refuses branded content that only the creator can see, unless the switch accepts it', async () => {
    const { accessToken } = await tiktok.signIn();
    const postInfo = { privacy_level: 'SELF_ONLY', brand_content_toggle: true };
    const refused = await tiktok.directInit(accessToken, { postInfo });
    expect(outcome(refused)).toEqual([403, 'privacy_level_option_mismatch']);
    await tiktok.control('settings', { brandedSelfOnly: 'accepted' });
    expect(outcome(await tiktok.directInit(accessToken, { postInfo }))).toEqual([200, 'ok']);
  });

  test('counts a title in UTF-16 units: 2200 are accepted, 2201 are refused or, as a switch, cut', async () => {
    const { accessToken } = await tiktok.signIn();
    const init = (title: string) => tiktok.directInit(accessToken, { postInfo: { title } });
    expect(outcome(await init('🍞'.repeat(1100)))).toEqual([200, 'ok']);
    expect(outcome(await init(`${'🍞'.repeat(1100)}.`))).toEqual([400, 'invalid_params']);
    await tiktok.control('settings', { overlongTitle: 'truncated' });
    expect(outcome(await init('x'.repeat(3000)))).toEqual([200, 'ok']);
    const { json } = await tiktok.control('posts');
    expect(json.posts.at(-1).caption).toHaveLength(2200);
  });

  test('ignores fields that TikTok does not know, and accepts absent toggles', async () => {
    const { accessToken } = await tiktok.signIn();
    const postInfo = { schedule_time: 1, brand_content_toggle: undefined };
    expect(outcome(await tiktok.directInit(accessToken, { postInfo }))).toEqual([200, 'ok']);
  });

  test('says in the words of TikTok what is wrong with the chunks, under either spelling of the code', async () => {
    const { accessToken } = await tiktok.signIn();
    const sourceInfo = { video_size: 50_000_123, chunk_size: 10_000_000, total_chunk_count: 6 };
    const answer = await tiktok.directInit(accessToken, { sourceInfo });
    expect(outcome(answer)).toEqual([400, 'invalid_params']);
    expect(answer.json.error.message).toBe('The total chunk count is invalid');
    await tiktok.control('settings', { parameterErrorCode: 'invalid_param' });
    expect(outcome(await tiktok.directInit(accessToken, { sourceInfo }))).toEqual([400, 'invalid_param']);
  });

  test('is refused at the daily cap of the creator, which all apps share', async () => {
    await changeCreator({ dailyPostCap: 1 });
    const { accessToken } = await tiktok.signIn();
    await tiktok.ended(await tiktok.publish(accessToken, await makeVideo()));
    const redirectUris = tiktok.app.redirectUris;
    await tiktok.control('apps', { clientKey: 'awother', clientSecret: 'other', redirectUris });
    const { query } = await tiktok.consent({ query: { client_key: 'awother' } });
    const other = { client_key: 'awother', client_secret: 'other' };
    const tokens = (await tiktok.exchange(query.get('code') ?? '', other)).json;
    const answer = await tiktok.directInit(tokens.access_token);
    expect(outcome(answer)).toEqual([403, 'spam_risk_too_many_posts']);
  });
});

describe('the init of a draft', () => {
  test('needs the upload scope and no post_info', async () => {
    const { accessToken } = await tiktok.signIn('demobaker', ['video.upload']);
    const { json } = await tiktok.inboxInit(accessToken);
    expect(json.data.publish_id).toMatch(/^v_inbox_file~v2\.\d{19}$/);
    const publisher = await tiktok.signIn('demobaker', ['video.publish']);
    expect(outcome(await tiktok.inboxInit(publisher.accessToken))).toEqual([401, 'scope_not_authorized']);
  });

  test('is refused while five drafts wait; posting one frees a slot, and so do 24 hours', async () => {
    await tiktok.control('settings', { limits: { inboxInitPerMinute: 100 } });
    const video = await makeVideo();
    const { accessToken } = await tiktok.signIn();
    const drafts: string[] = [];
    for (let at = 0; at < 5; at += 1) drafts.push(await tiktok.draft(accessToken, video));
    await Promise.all(drafts.map(tiktok.ended));
    const refused = [403, 'spam_risk_too_many_pending_share'];
    expect(outcome(await tiktok.inboxInit(accessToken))).toEqual(refused);
    expect(outcome(await tiktok.directInit(accessToken))).toEqual([200, 'ok']);

    await tiktok.control(`posts/${drafts[0]}/publish`, {});
    await tiktok.ended(await tiktok.draft(accessToken, video));
    expect(outcome(await tiktok.inboxInit(accessToken))).toEqual(refused);
    await tiktok.control('clock', { advanceSeconds: 86_400 });
    expect(outcome(await tiktok.inboxInit((await tiktok.signIn()).accessToken))).toEqual([200, 'ok']);
  });

  test('keeps a posted draft in its slot where the switch says strictly 24 hours', async () => {
    await tiktok.control('settings', { pendingShareSlot: 'strict 24 h', limits: { pendingShares: 1 } });
    const { accessToken } = await tiktok.signIn();
    const publishId = await tiktok.draft(accessToken, await makeVideo());
    await tiktok.ended(publishId);
    await tiktok.control(`posts/${publishId}/publish`, {});
    expect(outcome(await tiktok.inboxInit(accessToken))).toEqual([403, 'spam_risk_too_many_pending_share']);
  });
});

describe('the rate windows of the inits', () => {
  test('allow 6 in any 60 seconds per token and endpoint; refused calls do not count', async () => {
    const [one, other] = [await tiktok.signIn(), await tiktok.signIn()];
    for (let call = 0; call < 6; call += 1) {
      expect(outcome(await tiktok.directInit(one.accessToken))).toEqual([200, 'ok']);
    }
    const limited = await tiktok.directInit(one.accessToken);
    expect(outcome(limited)).toEqual([429, 'rate_limit_exceeded']);
    expect(limited.headers.get('retry-after')).toBeNull();
    expect(outcome(await tiktok.directInit(other.accessToken))).toEqual([200, 'ok']);
    expect(outcome(await tiktok.inboxInit(one.accessToken))).toEqual([200, 'ok']);
    await tiktok.control('clock', { advanceSeconds: 61 });
    expect(outcome(await tiktok.directInit(one.accessToken))).toEqual([200, 'ok']);
  });

  test('are one for all inits where the switch says so', async () => {
    await tiktok.control('settings', { initBuckets: 'shared' });
    const { accessToken } = await tiktok.signIn();
    for (let call = 0; call < 6; call += 1) await tiktok.directInit(accessToken);
    expect(outcome(await tiktok.inboxInit(accessToken))).toEqual([429, 'rate_limit_exceeded']);
  });
});
