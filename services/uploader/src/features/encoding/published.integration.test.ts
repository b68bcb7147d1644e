import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@postbus/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi, directPost } from '../../testing/api.ts';
import { writeRealVideo } from '../../testing/real-video.ts';
import { startTikTok, type TikTok } from '../../testing/start-tiktok.ts';
import {
  type RunningUploader,
  type Surroundings,
  startSurroundings,
  startUploader,
} from '../../testing/start-uploader.ts';
import { testPhoto } from '../../testing/test-photo.ts';

let tiktok: TikTok;
let surroundings: Surroundings;
let uploader: RunningUploader;
let api: Api;

beforeAll(async () => {
  tiktok = await startTikTok();
  surroundings = await startSurroundings(tiktok.url);
  uploader = await startUploader(surroundings);
  api = createApi(surroundings, () => uploader);
});
afterAll(async () => {
  await uploader?.close();
  await surroundings?.close();
  await tiktok?.close();
});

async function becomesReady(mediaId: string): Promise<void> {
  await waitFor('the video to be made', async () => {
    const { status } = (await (await api.call(`/api/media/${mediaId}`)).json()) as { status: string };
    if (status === 'failed') throw new Error('no video could be made');
    return status === 'ready';
  });
}

async function isPublished(mediaId: string): Promise<void> {
  const { accessToken } = await tiktok.connect('demobaker');
  const answer = await api.publish(directPost(api.addAccount(accessToken), mediaId));
  const { publicationId } = (await answer.json()) as { publicationId: string };
  const status = await waitFor('an end', async () => {
    const seen = await api.status(publicationId);
    return ['published', 'failed'].includes(seen.status) ? seen : null;
  });
  expect(status).toMatchObject({ status: 'published', failure: null });
}

test('TikTok takes a slideshow of five images', async () => {
  const sizes: [number, number][] = [
    [1080, 1920],
    [1920, 1080],
    [500, 500],
    [4000, 300],
    [1080, 1350],
  ];
  const images = sizes.map(async ([width, height]) => api.addFile(await testPhoto(width, height, 'webp')));
  const mediaIds = await Promise.all(images);
  const { body } = await api.send('POST', '/api/slideshows', { mediaIds, secondsPerImage: 1 });
  await becomesReady(body.mediaId);
  await isPublished(body.mediaId);
});

test('TikTok takes what was made of an MKV', async () => {
  const path = join(surroundings.mediaDirectory, 'source.mkv');
  await writeRealVideo(path, { format: 'mkv', width: 200, height: 300, framesPerSecond: 75, seconds: 4 });
  const mediaId = await api.addFile(await readFile(path), { convert: true });
  await becomesReady(mediaId);
  await isPublished(mediaId);
});
