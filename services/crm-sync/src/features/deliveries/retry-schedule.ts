const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Pauses after the first to the seventh failure. */
export const retryDelaysMs: readonly number[] = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  10 * hourMs,
];

/** How long the tries of a delivery last, at the least: 27 h 35 min. */
export const retriesLastMs = retryDelaysMs.reduce((sum, ms) => sum + ms);

/** What came back together does not come back together again: each pause is longer by up to so much. */
const jitter = 0.1;

/** An endpoint that asks for more is asked again then. */
const maxRetryAfterMs = 24 * hourMs;

/**
 * How long to wait after failure number `failures` (the first is 1); null if that was the last one.
 *
 * @param random a number from 0 to 1
 * @param retryAfterMs what the endpoint asked for: it is never asked earlier
 */
export function retryDelayMs(failures: number, random: number, retryAfterMs: number | null): number | null {
  const delayMs = retryDelaysMs[failures - 1];
  if (delayMs === undefined) return null;
  return Math.round(Math.max(delayMs, retryAfterMs ?? 0) * (1 + jitter * random));
}

/** Reads `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). Null for what is neither, or over. */
export function readRetryAfterMs(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  // Date.parse takes much that is no date of HTTP, such as -5.
  const ms = /^\d+$/.test(text) ? Number(text) * secondMs : /GMT$/.test(text) ? Date.parse(text) - nowMs : 0;
  return ms > 0 ? Math.min(ms, maxRetryAfterMs) : null;
}
