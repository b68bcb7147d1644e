import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { chunkPlan } from '../transfer/chunk-plan.ts';

const chunkSize = 5_242_880;

/** A video of three chunks whose last one is longer. */
export const plan = chunkPlan({ videoSize: 3 * chunkSize + 17, chunkSize });
export const media = randomBytes(plan.videoSize);

/** Of the bytes from `first` on, up to and without `end`. */
export const sha256Of = (first = 0, end = plan.videoSize): string =>
  createHash('sha256').update(media.subarray(first, end)).digest('hex');

/** The bytes of a range as a stream of 64 KiB parts. */
export const openRange = (first: number, last: number): Readable => Readable.from(parts(first, last));

function* parts(first: number, last: number) {
  for (let at = first; at <= last; at += 65_536) yield media.subarray(at, Math.min(at + 65_536, last + 1));
}
