import { createHash } from 'node:crypto';

/**
 * The id in `tiktok_posts` of a post that was made outside Postbus: the same however often and by whomever it is seen.
 * Like a UUIDv7 it begins with the time in milliseconds, which TikTok's ids carry in seconds in their upper half, so
 * that all ids sort by the time of making. Version 8: a UUID of our own kind (RFC 9562, 5.8).
 */
export function crmIdOf(accountId: string, videoId: string): string {
  const milliseconds = (BigInt.asUintN(64, BigInt(videoId)) >> 32n) * 1000n;
  const time = milliseconds.toString(16).padStart(12, '0').slice(-12);
  const hash = createHash('sha256').update(`${accountId}\n${videoId}`).digest('hex');
  const variant = ((Number.parseInt(hash[3] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return [
    time.slice(0, 8),
    time.slice(8),
    `8${hash.slice(0, 3)}`,
    `${variant}${hash.slice(4, 7)}`,
    hash.slice(7, 19),
  ].join('-');
}
