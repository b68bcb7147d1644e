import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { startMediaHost } from '../testing/media-host.ts';
import { makePhoto } from '../testing/photo.ts';

let tiktok: Harness;
let host: Awaited<ReturnType<typeof startMediaHost>>;
let url: string;
beforeAll(async () => {
  host = await startMediaHost({ '1.jpg': makePhoto() });
  url = `${host.base}1.jpg`;
  tiktok = await startHarness({ verifiedUrls: [host.base] });
});
afterAll(async () => {
  await tiktok.close();
  await host.close();
});
beforeEach(() => tiktok.control('reset', {}));

const outcome = ({ status, json }: { status: number; json: { error: { code: string } } }) => [
  status,
  json.error.code,
];
const changeApp = (settings: object) =>
  tiktok.control('apps', { clientKey: tiktok.app.clientKey, ...settings });
const changeCreator = (settings: object) =>
  tiktok.control('creators', { username: 'demobaker', ...settings });
const owned = () => ({ sourceInfo: { photo_images: [url] } });
const upload = () => ({ post_mode: 'MEDIA_UPLOAD', ...owned() });
const missingScope = [401, 'scope_not_authorized'];

describe('the init of photos', () => {
  test('gives a publish id and nothing to upload to', async () => {
    const { accessToken } = await tiktok.signIn();
    const { status, json } = await tiktok.photoInit(accessToken, owned());
    expect(status).toBe(200);
    expect(json.data).toEqual({ publish_id: expect.stringMatching(/^p_pub_url~v2\.\d{19}$/) });
    expect(json.error).toMatchObject({ code: 'ok', message: '' });
  });

  test('for the inbox gives the publish id that was observed, or the documented one as a switch', async () => {
    const { accessToken } = await tiktok.signIn();
    const first = await tiktok.photoInit(accessToken, upload());
    expect(first.json.data.publish_id).toMatch(/^p_inbox_url~v2\.\d{19}$/);
    await tiktok.control('settings', { photoUploadPublishId: 'p_pub_url' });
    const second = await tiktok.photoInit(accessToken, upload());
    expect(second.json.data.publish_id).toMatch(/^p_pub_url~v2\.\d{19}$/);
  });

  test('needs the scope of its mode, and either for a mode that does not exist', async () => {
    const publisher = (await tiktok.signIn('demobaker', ['video.publish'])).accessToken;
    const uploader = (await tiktok.signIn('demobaker', ['video.upload'])).accessToken;
    const reader = (await tiktok.signIn('demobaker', ['user.info.basic'])).accessToken;
    expect(outcome(await tiktok.photoInit(publisher, owned()))).toEqual([200, 'ok']);
    expect(outcome(await tiktok.photoInit(publisher, upload()))).toEqual(missingScope);
    expect(outcome(await tiktok.photoInit(uploader, owned()))).toEqual(missingScope);
    expect(outcome(await tiktok.photoInit(uploader, upload()))).toEqual([200, 'ok']);
    const nonsense = { post_mode: 'DIRECT POST' };
    expect(outcome(await tiktok.photoInit(uploader, nonsense))).toEqual([400, 'invalid_params']);
    expect(outcome(await tiktok.photoInit(reader, nonsense))).toEqual(missingScope);
    expect(outcome(await tiktok.post('/v2/post/publish/content/init/', uploader, 'null'))[0]).toBe(400);
  });

  test('makes its checks of a direct post in one order, and each refusal hides those after it', async () => {
    await changeApp({ audited: false, activeUserCap: 0, verifiedUrls: [] });
    await changeCreator({ banned: true, dailyPostCap: 0, appVersion: '1.0' });
    await tiktok.control('settings', { limits: { photoInitPerMinute: 0, pendingShares: 0 } });
    const init = async (token: string, privacy: unknown) =>
      outcome(await tiktok.photoInit(token, { ...owned(), postInfo: { privacy_level: privacy } }));
    const { accessToken } = await tiktok.signIn();

    expect(await init('act.unknown', 'NO')).toEqual([401, 'access_token_invalid']);
    expect(await init(accessToken, 7)).toEqual([429, 'rate_limit_exceeded']);
    await tiktok.control('settings', { limits: { photoInitPerMinute: 100 } });
    expect(await init(accessToken, 7)).toEqual([400, 'invalid_params']);
    expect(await init(accessToken, 'NO')).toEqual([403, 'spam_risk_user_banned_from_posting']);
    await changeCreator({ banned: false });
    const unaudited = [403, 'unaudited_client_can_only_post_to_private_accounts'];
    expect(await init(accessToken, 'SELF_ONLY')).toEqual(unaudited);
    await changeApp({ audited: true });
    expect(await init(accessToken, 'NO')).toEqual([403, 'reached_active_user_cap']);
    await changeApp({ activeUserCap: null });
    expect(await init(accessToken, 'NO')).toEqual([403, 'spam_risk_too_many_posts']);
    await changeCreator({ dailyPostCap: 15 });
    expect(await init(accessToken, 'NO')).toEqual([403, 'privacy_level_option_mismatch']);
    expect(await init(accessToken, undefined)).toEqual([403, 'privacy_level_option_mismatch']);
    expect(await init(accessToken, 'SELF_ONLY')).toEqual([403, 'url_ownership_unverified']);
    await changeApp({ verifiedUrls: [host.base] });
    expect(await init(accessToken, 'SELF_ONLY')).toEqual([200, 'ok']);
  });

  test('for the inbox asks neither for audit nor for caps of posts, but for the app and free slots', async () => {
    await changeApp({ audited: false, activeUserCap: 0, verifiedUrls: [] });
    await changeCreator({ banned: true, dailyPostCap: 0, appVersion: '31.7.9' });
    await tiktok.control('settings', { limits: { pendingShares: 0 } });
    const { accessToken } = await tiktok.signIn();
    const init = async () => outcome(await tiktok.photoInit(accessToken, upload()));

    expect(await init()).toEqual([403, 'spam_risk_user_banned_from_posting']);
    await changeCreator({ banned: false });
    expect(await init()).toEqual([400, 'app_version_check_failed']);
    await changeCreator({ appVersion: '31.10' });
    expect(await init()).toEqual([403, 'spam_risk_too_many_pending_share']);
    await tiktok.control('settings', { limits: { pendingShares: 5 } });
    expect(await init()).toEqual([403, 'url_ownership_unverified']);
    await changeApp({ verifiedUrls: [host.base] });
    expect(await init()).toEqual([200, 'ok']);
  });

  test.each(['31.8', '31.8.0', '32', '100.1'])('for the inbox works with the app %s', async (appVersion) => {
    await changeCreator({ appVersion });
    const { accessToken } = await tiktok.signIn();
    expect(outcome(await tiktok.photoInit(accessToken, upload()))).toEqual([200, 'ok']);
  });

  test('refuses branded content that only the creator can see', async () => {
    const { accessToken } = await tiktok.signIn();
    const postInfo = { privacy_level: 'SELF_ONLY', brand_content_toggle: true };
    const answer = await tiktok.photoInit(accessToken, { ...owned(), postInfo });
    expect(outcome(answer)).toEqual([403, 'privacy_level_option_mismatch']);
  });

  test('asks for every URL whose it is', async () => {
    const { accessToken } = await tiktok.signIn();
    const sourceInfo = { photo_images: [url, 'https://elsewhere.example/2.jpg'] };
    const answer = await tiktok.photoInit(accessToken, { sourceInfo });
    expect(outcome(answer)).toEqual([403, 'url_ownership_unverified']);
  });

  test('has a window of its own, which the switch makes one with the other inits', async () => {
    const { accessToken } = await tiktok.signIn();
    for (let call = 0; call < 6; call += 1) {
      expect(outcome(await tiktok.photoInit(accessToken, owned()))).toEqual([200, 'ok']);
    }
    const limited = [429, 'rate_limit_exceeded'];
    expect(outcome(await tiktok.photoInit(accessToken, owned()))).toEqual(limited);
    expect(outcome(await tiktok.directInit(accessToken))).toEqual([200, 'ok']);
    await tiktok.control('settings', { initBuckets: 'shared' });
    for (let call = 0; call < 6; call += 1) await tiktok.directInit(accessToken);
    await tiktok.control('clock', { advanceSeconds: 61 });
    for (let call = 0; call < 6; call += 1) await tiktok.directInit(accessToken);
    expect(outcome(await tiktok.photoInit(accessToken, owned()))).toEqual(limited);
    expect(outcome(await tiktok.inboxInit(accessToken))).toEqual(limited);
  });
});

describe('the parameters of photos', () => {
  test.each<[string, object]>([
    ['no photo', { sourceInfo: { photo_images: [] } }],
    ['36 photos', { sourceInfo: { photo_images: Array(36).fill('https://a.example/1.jpg') } }],
    ['a photo that is no URL', { sourceInfo: { photo_images: ['1.jpg'] } }],
    ['one URL instead of a list', { sourceInfo: { photo_images: 'https://a.example/1.jpg' } }],
    ['a cover beyond the last', { sourceInfo: { photo_cover_index: 1 } }],
    ['a cover before the first', { sourceInfo: { photo_cover_index: -1 } }],
    ['a cover between two', { sourceInfo: { photo_cover_index: 0.5 } }],
    ['no cover', { sourceInfo: { photo_cover_index: undefined } }],
    ['an upload', { sourceInfo: { source: 'FILE_UPLOAD' } }],
    ['a video', { media_type: 'VIDEO' }],
    ['no media type', { media_type: undefined }],
    ['no mode', { post_mode: undefined }],
    ['the mode inside', { post_mode: undefined, sourceInfo: { post_mode: 'DIRECT_POST' } }],
    ['a label that is no boolean', { is_aigc: 'yes' }],
  ])('%s is refused', async (_what, init) => {
    const { accessToken } = await tiktok.signIn();
    expect(outcome(await tiktok.photoInit(accessToken, init))).toEqual([400, 'invalid_params']);
  });

  test('may be 35 photos with the last as the cover', async () => {
    const { accessToken } = await tiktok.signIn();
    const sourceInfo = { photo_images: Array(35).fill(url), photo_cover_index: 34 };
    const { json } = await tiktok.photoInit(accessToken, { sourceInfo });
    const post = await tiktok.ended(json.data.publish_id);
    expect([post.status, post.photos.length]).toEqual(['PUBLISH_COMPLETE', 35]);
  });

  test.each([
    ['title', 90],
    ['description', 4000],
  ])('a %s may have %i UTF-16 units, and is cut where the switch says so', async (name, longest) => {
    const { accessToken } = await tiktok.signIn();
    const init = (text: string) => tiktok.photoInit(accessToken, { ...owned(), postInfo: { [name]: text } });
    expect(outcome(await init('🍞'.repeat(longest / 2)))).toEqual([200, 'ok']);
    expect(outcome(await init(`${'🍞'.repeat(longest / 2)}.`))).toEqual([400, 'invalid_params']);
    await tiktok.control('settings', { overlongTitle: 'truncated' });
    expect(outcome(await init('x'.repeat(longest + 1)))).toEqual([200, 'ok']);
    const { json } = await tiktok.control('posts');
    expect(json.posts.at(-1).postInfo[name]).toHaveLength(longest);
  });

  test('count where the docs put them: the AI label on top, and no choices for a draft', async () => {
    const { accessToken } = await tiktok.signIn();
    const postInfo = {
      description: 'Which one?',
      privacy_level: 'SELF_ONLY',
      disable_comment: true,
      auto_add_music: true,
      brand_organic_toggle: true,
      disable_duet: true,
    };
    await tiktok.photoInit(accessToken, { ...owned(), postInfo, is_aigc: true });
    await tiktok.photoInit(accessToken, { ...upload(), postInfo: { ...postInfo, is_aigc: true } });
    const [direct, draft] = (await tiktok.control('posts')).json.posts;
    expect(direct).toMatchObject({ media: 'photo', mode: 'direct', privacyLevel: 'SELF_ONLY' });
    expect(direct.postInfo).toMatchObject({
      title: 'Three loaves',
      description: 'Which one?',
      disableComment: true,
      disableDuet: false,
      autoAddMusic: true,
      brandOrganicToggle: true,
      isAigc: true,
      photoCoverIndex: 0,
    });
    expect(draft).toMatchObject({ mode: 'inbox', caption: 'Three loaves', privacyLevel: null });
    expect(draft.postInfo).toMatchObject({
      description: 'Which one?',
      disableComment: false,
      autoAddMusic: false,
      brandOrganicToggle: false,
      isAigc: false,
    });
  });
});
