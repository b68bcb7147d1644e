const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long a publication may go without a verdict before the search for one ends. */
export const giveUpAfterMs = 72 * hour;

/** The pause after the n-th failure of a step in a row: 2 s, 4 s, 8 s … at most 5 minutes, a fifth of it random. */
export function retryDelayMs(failures: number, random: () => number): number {
  const full = Math.min(5 * minute, second * 2 ** Math.min(failures, 12));
  return full * (0.8 + 0.2 * random());
}

/** The gap after the n-th question about a status: half as long again each time, at most an hour. */
export function pollDelayMs(polls: number, firstGapMs: number): number {
  return Math.min(hour, firstGapMs * 1.5 ** Math.min(polls, 40));
}

/** How long to wait for a window of the platform: it may open before the longest time that is known of it. */
export function windowDelayMs(retryAfterSeconds: number | null): number {
  return Math.min(hour, (retryAfterSeconds ?? 60) * second);
}
