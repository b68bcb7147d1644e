import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Api } from '../demo/api.ts';
import { encodeVideo } from '../demo/encode-video.ts';
import type { Patience } from '../demo/patiently.ts';
import { uploadMedia } from '../demo/upload-media.ts';
import type { SeedCreator } from './creators.ts';

/** What a creator posts again and again: one video and two photos. */
export interface SeedMedia {
  videoId: string;
  photoIds: string[];
}

/** Makes the creator's files and uploads them. */
export async function makeMedia(
  { username, hue }: SeedCreator,
  { endpoint, api, patience }: { endpoint: string; api: Api; patience: Patience },
): Promise<SeedMedia> {
  const folder = await mkdtemp(join(tmpdir(), 'postbus-seed-'));
  const upload = (file: string, contentType: string) =>
    uploadMedia({ endpoint, file, contentType, api, patience, onProgress: () => {} });
  try {
    const video = join(folder, `${username}.mp4`);
    await encodeVideo(video, () => hue, 2);
    const videoId = await upload(video, 'video/mp4');
    const photoIds: string[] = [];
    for (const shade of [0.35, 0.6]) {
      const photo = join(folder, `${username}-${shade}.jpg`);
      await drawPhoto(photo, hue, shade);
      photoIds.push(await upload(photo, 'image/jpeg'));
    }
    return { videoId, photoIds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A soft picture of hills in the creator's colour. */
async function drawPhoto(file: string, hue: number, shade: number): Promise<void> {
  const colour = (lightness: number) => `hsl(${Math.round(hue * 360)} 55% ${Math.round(lightness * 100)}%)`;
  const hills = [0.5, 0.65, 0.8].map(
    (top, index) =>
      `<path fill="${colour(shade - index * 0.1)}" d="M0 ${1350 * top} q270 -${220 - index * 60} 540 0 t540 0 V1350 H0Z"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1350">
    <rect width="100%" height="100%" fill="${colour(0.85)}"/>${hills.join('')}</svg>`;
  await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toFile(file);
}
