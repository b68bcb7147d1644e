import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { chunkPlan } from '@postbus/tiktok';

/** The smallest that TikTok takes where there are several. */
export const chunkSize = 5_242_880;
/** Three chunks; the last one is longer. */
export const plan = chunkPlan({ videoSize: 3 * chunkSize + 17, chunkSize });
export const chunkCount = plan.totalChunkCount;

/** Bytes that look random and are the same each time. */
export const media = pseudoRandom(plan.videoSize);
export const sha256 = createHash('sha256').update(media).digest('hex');

/** A range of them, in parts as a file would give them. */
export const openRange = (first: number, last: number): Readable => Readable.from(parts(first, last));

function* parts(first: number, last: number) {
  for (let at = first; at <= last; at += 65_536) yield media.subarray(at, Math.min(at + 65_536, last + 1));
}

/** Source: Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (2003). */
function pseudoRandom(length: number): Buffer {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = 0x9e3779b9;
  for (let at = 0; at < words.length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return Buffer.from(words.buffer, 0, length);
}
