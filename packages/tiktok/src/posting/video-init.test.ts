import { describe, expect, test } from 'vitest';
import { clientOf, errorOf } from '../testing/client.ts';
import { ok, refused, startHttpServer } from '../testing/http-server.ts';
import { planChunks } from '../transfer/chunk-plan.ts';
import type { DirectVideo } from './video-init.ts';

const uploadUrl =
  'https://open-upload.tiktokapis.com/video/?upload_id=7600000000000000002&upload_token=demoTok1';
const started = ok({ publish_id: 'v_pub_file~v2-1.7600000000000000001', upload_url: uploadUrl });

const fileSource = {
  source: 'FILE_UPLOAD' as const,
  videoSize: 66_259_900,
  chunkSize: 33_129_950,
  totalChunkCount: 2,
};
const urlSource = { source: 'PULL_FROM_URL' as const, videoUrl: 'https://media.example.com/v/crust.mp4' };
const direct: DirectVideo = {
  postInfo: {
    title: 'Crust test #bread @demobaker',
    privacyLevel: 'SELF_ONLY',
    disableDuet: true,
    disableComment: false,
    disableStitch: true,
    videoCoverTimestampMs: 1000,
    brandContentToggle: false,
    brandOrganicToggle: false,
    isAigc: false,
  },
  sourceInfo: fileSource,
};

async function tikTok(answer = started) {
  const { url, requests } = await startHttpServer(() => answer);
  return { client: clientOf(url), requests };
}

describe('a direct post of a file', () => {
  test('sends the documented body and gives the publish id and the upload URL', async () => {
    const { client, requests } = await tikTok();
    await expect(client.initDirectVideo('act.demo', direct)).resolves.toEqual({
      publishId: 'v_pub_file~v2-1.7600000000000000001',
      uploadUrl,
    });
    expect(requests[0]).toMatchObject({ method: 'POST', url: '/v2/post/publish/video/init/' });
    expect(requests[0]?.headers['content-type']).toBe('application/json; charset=UTF-8');
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      post_info: {
        title: 'Crust test #bread @demobaker',
        privacy_level: 'SELF_ONLY',
        disable_duet: true,
        disable_comment: false,
        disable_stitch: true,
        video_cover_timestamp_ms: 1000,
        brand_content_toggle: false,
        brand_organic_toggle: false,
        is_aigc: false,
      },
      source_info: {
        source: 'FILE_UPLOAD',
        video_size: 66259900,
        chunk_size: 33129950,
        total_chunk_count: 2,
      },
    });
  });

  test('turns off outright what the caller left out', async () => {
    const { client, requests } = await tikTok();
    await client.initDirectVideo('act.demo', { ...direct, postInfo: { privacyLevel: 'SELF_ONLY' } });
    expect(JSON.parse(requests[0]?.body ?? '').post_info).toEqual({
      privacy_level: 'SELF_ONLY',
      disable_duet: true,
      disable_stitch: true,
      disable_comment: true,
      brand_content_toggle: false,
      brand_organic_toggle: false,
      is_aigc: false,
    });
  });

  test('takes what the chunk planner plans, whatever the size', async () => {
    const { client, requests } = await tikTok();
    for (const size of [1, 4_999_999, 64_000_000, 64_000_001, 128_000_000, 4_294_967_296]) {
      const { videoSize, chunkSize, totalChunkCount } = planChunks(size);
      const sourceInfo = { source: 'FILE_UPLOAD' as const, videoSize, chunkSize, totalChunkCount };
      await client.initDirectVideo('act.demo', { ...direct, sourceInfo });
    }
    expect(requests).toHaveLength(6);
  });

  test('is an error without an upload URL', async () => {
    const { client } = await tikTok(ok({ publish_id: 'v_pub_file~v2-1.7600000000000000001' }));
    expect(await errorOf(client.initDirectVideo('act.demo', direct))).toMatchObject({
      code: 'upload_unknown',
    });
  });

  test('says that the outcome is unknown after a 5xx, and not after a refusal', async () => {
    const broken = await tikTok(refused(500, 'internal_error'));
    expect(await errorOf(broken.client.initDirectVideo('act.demo', direct))).toMatchObject({
      outcomeUnknown: true,
      disposition: 'retryNow',
    });
    const closed = await tikTok(refused(403, 'unaudited_client_can_only_post_to_private_accounts'));
    expect(await errorOf(closed.client.initDirectVideo('act.demo', direct))).toMatchObject({
      outcomeUnknown: false,
      disposition: 'userAction',
    });
  });
});

describe('a post from a URL or to the inbox', () => {
  test('an inbox upload sends the documented body, without post info', async () => {
    const { client, requests } = await tikTok(ok({ publish_id: 'v_inbox_url~v2.7600000000000000003' }));
    await expect(client.initInboxVideo('act.demo', { sourceInfo: urlSource })).resolves.toEqual({
      publishId: 'v_inbox_url~v2.7600000000000000003',
      uploadUrl: null,
    });
    expect(requests[0]?.url).toBe('/v2/post/publish/inbox/video/init/');
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      source_info: { source: 'PULL_FROM_URL', video_url: 'https://media.example.com/v/crust.mp4' },
    });
  });

  test('a direct post from a URL sends the URL and nothing about chunks', async () => {
    const { client, requests } = await tikTok(ok({ publish_id: 'v_pub_url~v2.7600000000000000004' }));
    await client.initDirectVideo('act.demo', { ...direct, sourceInfo: urlSource });
    expect(JSON.parse(requests[0]?.body ?? '').source_info).toEqual({
      source: 'PULL_FROM_URL',
      video_url: 'https://media.example.com/v/crust.mp4',
    });
  });
});

describe('a limit is checked before the wire, and its field named', () => {
  const post = (change: object) => ({ ...direct, postInfo: { ...direct.postInfo, ...change } });
  const file = (change: object) => ({ ...direct, sourceInfo: { ...fileSource, ...change } });
  test.each<[string, string, object]>([
    ['a title over 2200 UTF-16 units', 'postInfo.title', post({ title: `${'🍞'.repeat(1100)}a` })],
    ['no privacy level', 'postInfo.privacyLevel', { ...direct, postInfo: {} }],
    ['an unknown privacy level', 'postInfo.privacyLevel', post({ privacyLevel: 'private-value' })],
    ['a cover before the start', 'postInfo.videoCoverTimestampMs', post({ videoCoverTimestampMs: -1 })],
    ['a cover over 32 bits', 'postInfo.videoCoverTimestampMs', post({ videoCoverTimestampMs: 2 ** 31 })],
    ['text for a switch', 'postInfo.disableDuet', post({ disableDuet: 'true' })],
    ['branded content for oneself', 'postInfo.brandContentToggle', post({ brandContentToggle: true })],
    ['an unknown field', 'postInfo.scheduleTime', post({ scheduleTime: 1 })],
    ['no source', 'sourceInfo', { postInfo: direct.postInfo }],
    ['an unknown source', 'sourceInfo.source', file({ source: 'FTP' })],
    [
      'a source without its URL',
      'sourceInfo.videoUrl',
      { ...direct, sourceInfo: { source: 'PULL_FROM_URL' } },
    ],
    [
      'a URL without TLS',
      'sourceInfo.videoUrl',
      { ...direct, sourceInfo: { ...urlSource, videoUrl: 'http://a' } },
    ],
    ['a file with a URL', 'sourceInfo.videoUrl', file({ videoUrl: 'https://private-value' })],
    ['an empty file', 'sourceInfo.videoSize', file({ videoSize: 0 })],
    ['a file over 4 GiB', 'sourceInfo.videoSize', file({ videoSize: 4_294_967_297 })],
    [
      'a chunk count rounded up',
      'sourceInfo.totalChunkCount',
      file({ chunkSize: 20_000_000, totalChunkCount: 4 }),
    ],
    [
      'one chunk of less than the file',
      'sourceInfo.chunkSize',
      file({ chunkSize: 64_000_000, totalChunkCount: 1 }),
    ],
    ['a chunk over 64 MB', 'sourceInfo.chunkSize', file({ chunkSize: 66_259_900, totalChunkCount: 1 })],
    [
      'several chunks under 5 MB',
      'sourceInfo.chunkSize',
      file({ chunkSize: 5_242_879, totalChunkCount: 12 }),
    ],
  ])('%s', async (_, field, request) => {
    const { client, requests } = await tikTok();
    // Requests come from other places than this compiler sees.
    const call = Reflect.apply(client.initDirectVideo, client, ['act.demo', request]);
    const error = await errorOf(call);
    expect(error).toMatchObject({
      code: 'invalid_field',
      disposition: 'final',
      field,
      outcomeUnknown: false,
    });
    expect(error.message).toMatch(new RegExp(`^${field.replace('.', '\\.')} `));
    expect(error.message).not.toContain('private-value');
    expect(requests).toEqual([]);
  });

  test('a title of 2200 UTF-16 units passes, however few letters a reader sees', async () => {
    const { client, requests } = await tikTok();
    await client.initDirectVideo('act.demo', post({ title: '🍞'.repeat(1100) }));
    expect(requests).toHaveLength(1);
  });

  test('post info is unknown to the inbox', async () => {
    const { client } = await tikTok();
    const error = await errorOf(client.initInboxVideo('act.demo', direct));
    expect(error).toMatchObject({ code: 'invalid_field', field: 'postInfo' });
  });
});
