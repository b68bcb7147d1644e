import { describe, expect, test } from 'vitest';
import type { DirectPhotos, InboxPhotos } from '../index.ts';
import { clientOf, errorOf } from '../testing/client.ts';
import { ok, refused, startHttpServer } from '../testing/http-server.ts';

const photoImages = ['https://media.example.com/p/1.jpg', 'https://media.example.com/p/2.webp'];
const direct: DirectPhotos = { postInfo: { privacyLevel: 'SELF_ONLY' }, sourceInfo: { photoImages } };

async function tikTok() {
  const { url, requests } = await startHttpServer(() =>
    ok({ publish_id: 'p_pub_url~v2.7600000000000000004' }),
  );
  return { client: clientOf(url), requests };
}

describe('photos', () => {
  test('are posted directly with everything said outright, off where it was left out', async () => {
    const { client, requests } = await tikTok();
    await expect(client.initDirectPhotos('act.demo', direct)).resolves.toEqual({
      publishId: 'p_pub_url~v2.7600000000000000004',
    });
    expect(requests[0]).toMatchObject({ method: 'POST', url: '/v2/post/publish/content/init/' });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      media_type: 'PHOTO',
      post_mode: 'DIRECT_POST',
      is_aigc: false,
      post_info: {
        privacy_level: 'SELF_ONLY',
        disable_comment: true,
        auto_add_music: false,
        brand_content_toggle: false,
        brand_organic_toggle: false,
      },
      source_info: { source: 'PULL_FROM_URL', photo_images: photoImages, photo_cover_index: 0 },
    });
  });

  test('carry what was chosen, with is_aigc at the top', async () => {
    const { client, requests } = await tikTok();
    await client.initDirectPhotos('act.demo', {
      isAigc: true,
      postInfo: {
        title: 'Three loaves',
        description: 'Which one? #bread',
        privacyLevel: 'PUBLIC_TO_EVERYONE',
        disableComment: false,
        autoAddMusic: true,
        brandContentToggle: true,
        brandOrganicToggle: true,
      },
      sourceInfo: { photoImages, photoCoverIndex: 1 },
    });
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
      is_aigc: true,
      post_info: {
        title: 'Three loaves',
        description: 'Which one? #bread',
        privacy_level: 'PUBLIC_TO_EVERYONE',
        disable_comment: false,
        auto_add_music: true,
        brand_content_toggle: true,
        brand_organic_toggle: true,
      },
      source_info: { photo_cover_index: 1 },
    });
  });

  test('are sent to the inbox with texts alone', async () => {
    const { client, requests } = await tikTok();
    await client.initInboxPhotos('act.demo', { postInfo: { title: 'Loaves' }, sourceInfo: { photoImages } });
    await client.initInboxPhotos('act.demo', { sourceInfo: { photoImages } });
    expect(requests.map(({ body }) => JSON.parse(body))).toEqual([
      {
        media_type: 'PHOTO',
        post_mode: 'MEDIA_UPLOAD',
        post_info: { title: 'Loaves' },
        source_info: { source: 'PULL_FROM_URL', photo_images: photoImages, photo_cover_index: 0 },
      },
      expect.objectContaining({ post_info: {} }),
    ]);
  });

  test('for a creator whose app is too old say what the creator has to do', async () => {
    const { url } = await startHttpServer(() => refused(400, 'app_version_check_failed'));
    const request = { sourceInfo: { photoImages } };
    expect(await errorOf(clientOf(url).initInboxPhotos('act.demo', request))).toMatchObject({
      code: 'app_version_check_failed',
      disposition: 'userAction',
    });
  });

  const withInfo = (postInfo: object) => ({ ...direct, postInfo: { ...direct.postInfo, ...postInfo } });
  const withSource = (sourceInfo: object) => ({ ...direct, sourceInfo: { photoImages, ...sourceInfo } });

  test.each<[object, string, string]>([
    [withInfo({ title: 'é'.repeat(91) }), 'postInfo.title', 'a text of 91 UTF-16 units'],
    [withInfo({ title: '🥖'.repeat(46) }), 'postInfo.title', 'over 90 UTF-16 units'],
    [withInfo({ description: 'x'.repeat(4001) }), 'postInfo.description', 'a text of 4001'],
    [withInfo({ privacyLevel: 'EVERYBODY' }), 'postInfo.privacyLevel', ''],
    [withInfo({ disableDuet: true }), 'postInfo.disableDuet', 'no known field'],
    [withInfo({ isAigc: true }), 'postInfo.isAigc', 'no known field'],
    [withInfo({ brandContentToggle: true }), 'postInfo.brandContentToggle', ''],
    [withSource({ photoImages: [] }), 'sourceInfo.photoImages', 'a list of 0'],
    [withSource({ photoImages: Array(36).fill(photoImages[0]) }), 'sourceInfo.photoImages', 'a list of 36'],
    [
      withSource({ photoImages: ['http://media.example.com/p/1.jpg'] }),
      'sourceInfo.photoImages.0',
      'no https URL',
    ],
    [withSource({ photoImages: [photoImages[0], 'x'] }), 'sourceInfo.photoImages.1', 'no https URL'],
    [withSource({ photoCoverIndex: 2 }), 'sourceInfo.photoCoverIndex', 'it is 2'],
    [withSource({ photoCoverIndex: '0' }), 'sourceInfo.photoCoverIndex', 'a text of 1'],
    [withSource({ source: 'FILE_UPLOAD' }), 'sourceInfo.source', 'no known field'],
    [{ ...direct, isAigc: 'yes' }, 'isAigc', 'a text of 3'],
  ])('that TikTok would refuse are refused before the wire: %#', async (request, field, words) => {
    const { client, requests } = await tikTok();
    const error = await errorOf(client.initDirectPhotos('act.demo', request as DirectPhotos));
    expect(error).toMatchObject({ code: 'invalid_field', field });
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('media.example.com');
    expect(requests).toEqual([]);
  });

  test('to the inbox take no privacy and no toggles', async () => {
    const { client, requests } = await tikTok();
    const request = { postInfo: { privacyLevel: 'SELF_ONLY' }, sourceInfo: { photoImages } };
    const error = await errorOf(client.initInboxPhotos('act.demo', request as InboxPhotos));
    expect(error.field).toBe('postInfo.privacyLevel');
    expect(requests).toEqual([]);
  });

  test('the longest texts are let through', async () => {
    const { client, requests } = await tikTok();
    await client.initDirectPhotos(
      'act.demo',
      withInfo({ title: '🥖'.repeat(45), description: 'x'.repeat(4000) }),
    );
    expect(requests).toHaveLength(1);
  });
});
