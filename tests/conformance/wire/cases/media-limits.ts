import { expect } from 'vitest';
import { jpeg, png, type VideoShape, video, webp } from '../../support/media.ts';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { paths, photoBody, post, untilStatus, upload } from '../api.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

/** The fail reason of a video of this shape, or `null` when it was published. */
async function outcomeOf(
  tiktok: RunningTiktok,
  shape: VideoShape | Buffer<ArrayBuffer>,
  creator = 'demobaker',
) {
  const { accessToken } = await signIn(tiktok, { creator });
  await tiktok.control.settings({ limits: { videoInitPerMinute: 1000 } });
  const file = Buffer.isBuffer(shape) ? shape : await video(shape);
  const { publishId } = await upload(tiktok, accessToken, { file });
  return outcome(tiktok, publishId);
}

async function photoOutcome(tiktok: RunningTiktok, bytes: Buffer, contentType: string) {
  const { accessToken } = await signIn(tiktok);
  const url = tiktok.media.serve('photo', bytes, contentType);
  const { data } = await post(tiktok, paths.photos, accessToken, photoBody('DIRECT_POST', [url]));
  return outcome(tiktok, String(data.publish_id));
}

async function outcome(tiktok: RunningTiktok, publishId: string) {
  return untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE').then(
    () => null,
    async () => (await untilStatus(tiktok, publishId, 'FAILED')).failReason,
  );
}

export const cases: readonly WireCase[] = [
  {
    covers: 'media-limits',
    failReason: 'file_format_check_failed',
    title: 'what is no video fails by its format, whatever the header said',
    async run(tiktok) {
      expect(await outcomeOf(tiktok, Buffer.from('not a video at all'))).toBe('file_format_check_failed');
      expect(await outcomeOf(tiktok, (await video()).subarray(0, 300))).toBe('file_format_check_failed');
    },
  },
  {
    covers: 'media-limits',
    failReason: 'frame_rate_check_failed',
    title: 'videos have 23 to 60 frames a second',
    async run(tiktok) {
      expect(await outcomeOf(tiktok, { framesPerSecond: 23 })).toBe(null);
      expect(await outcomeOf(tiktok, { framesPerSecond: 60 })).toBe(null);
      expect(await outcomeOf(tiktok, { framesPerSecond: 20 })).toBe('frame_rate_check_failed');
      expect(await outcomeOf(tiktok, { framesPerSecond: 64 })).toBe('frame_rate_check_failed');
    },
  },
  {
    covers: 'media-limits',
    failReason: 'picture_size_check_failed',
    title: 'both sides of a picture have 360 to 4,096 pixels',
    async run(tiktok) {
      expect(await outcomeOf(tiktok, { width: 360, height: 4096 })).toBe(null);
      for (const [width, height] of [
        [358, 640],
        [640, 358],
        [4098, 720],
        [720, 4098],
      ] as const) {
        expect(await outcomeOf(tiktok, { width, height })).toBe('picture_size_check_failed');
      }
    },
  },
  {
    covers: 'media-limits',
    failReason: 'duration_check_failed',
    title: "a video may be as long as the creator's own limit, and no longer",
    async run(tiktok) {
      const lasting = (seconds: number) => ({ seconds, framesPerSecond: 24 });
      expect(await outcomeOf(tiktok, lasting(180), 'demochef')).toBe(null);
      expect(await outcomeOf(tiktok, lasting(182), 'demochef')).toBe('duration_check_failed');
      expect(await outcomeOf(tiktok, lasting(182))).toBe(null);
    },
  },
  {
    covers: 'media-limits',
    title: 'JPEG and WebP are photos up to 1080p',
    async run(tiktok) {
      expect(await photoOutcome(tiktok, jpeg(1080, 1920), 'image/jpeg')).toBe(null);
      expect(await photoOutcome(tiktok, webp(1920, 1080), 'image/webp')).toBe(null);
      expect(await photoOutcome(tiktok, jpeg(4000, 3000), 'image/jpeg')).toBe('picture_size_check_failed');
    },
  },
  {
    covers: 'media-limits',
    row: 24,
    failReason: 'file_format_check_failed',
    title: 'PNG is no photo, even when it is served as a JPEG',
    async run(tiktok) {
      expect(await photoOutcome(tiktok, png(), 'image/png')).toBe('file_format_check_failed');
      expect(await photoOutcome(tiktok, png(), 'image/jpeg')).toBe('file_format_check_failed');
    },
  },
];
