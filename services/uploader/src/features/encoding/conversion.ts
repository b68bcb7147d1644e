import type { Media } from '../media/repository.ts';
import { findViolations, videoLimits } from '../media/video-rules.ts';
import type { Target } from './tasks.ts';

/** TikTok shows 1080p; what is larger only takes longer. */
const longestSide = 1920;

type Facts = Pick<Media, 'container' | 'codec' | 'width' | 'height' | 'framesPerSecond' | 'durationMs'>;

/** Whether converting makes a video one that TikTok takes. A video that is too long stays too long. */
export const isConvertible = (facts: Facts): boolean =>
  findViolations(facts).some(({ property }) => property !== 'durationMs');

/** What a video is converted into: as much as it can be what it was. Sides are even, as H.264 wants them. */
export function targetOf({ width, height, framesPerSecond }: Facts): Target {
  const [shown, { min, max }] = [[width ?? 0, height ?? 0], videoLimits.side];
  const [short, long] = [Math.min(...shown), Math.max(...shown)];
  const shrunk = Math.min(1, longestSide / long);
  // What is small or narrow is enlarged; what is narrower still gets bars.
  const scale = short * shrunk < min ? Math.min(min / short, max / long) : shrunk;
  const side = (pixels: number) => Math.max(min, 2 * Math.round((pixels * scale) / 2));
  const [w, h] = shown as [number, number];
  return { width: side(w), height: side(h), framesPerSecond: frameRateOf(framesPerSecond ?? 0) };
}

function frameRateOf(framesPerSecond: number): number {
  const { min, max } = videoLimits.framesPerSecond;
  if (framesPerSecond < min) return 30;
  return Math.min(max, framesPerSecond);
}
