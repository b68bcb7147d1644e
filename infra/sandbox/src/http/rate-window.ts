import { ApiError } from './api-error.ts';

const windowMs = 60_000;

/**
 * Counts a call in a sliding window of one minute (reference 8); refused calls do not count.
 * @throws ApiError rate_limit_exceeded
 */
export function takeFromWindow(
  windows: Record<string, number[]>,
  { bucket, perMinute, now }: { bucket: string; perMinute: number; now: number },
): void {
  const calls = windows[bucket] ?? [];
  windows[bucket] = calls;
  while (calls[0] !== undefined && calls[0] <= now - windowMs) calls.shift();
  if (calls.length >= perMinute) throw new ApiError('rate_limit_exceeded');
  calls.push(now);
}
