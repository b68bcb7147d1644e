const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long a post waits for its next measurement, by its age: most happens at first. */
const postSteps = [
  { untilAgeMs: 6 * hourMs, everyMs: 10 * minuteMs },
  { untilAgeMs: dayMs, everyMs: 30 * minuteMs },
  { untilAgeMs: 3 * dayMs, everyMs: 2 * hourMs },
  { untilAgeMs: 14 * dayMs, everyMs: 6 * hourMs },
  { untilAgeMs: 60 * dayMs, everyMs: dayMs },
] as const;
const oldPostEveryMs = 7 * dayMs;

/** Up to a tenth earlier or later: what was once due together does not stay so. */
const jittered = (ms: number, random: () => number): number => Math.round(ms * (0.9 + 0.2 * random()));

/** When a post of an age is to be measured again. */
export function postIntervalMs(ageMs: number, random: () => number): number {
  const step = postSteps.find(({ untilAgeMs }) => ageMs < untilAgeMs);
  return jittered(step?.everyMs ?? oldPostEveryMs, random);
}

/**
 * When the figures of an account are to be measured again, by the age of its newest post. It is also how long a post
 * made outside Postbus may stay unseen.
 */
export function accountIntervalMs(newestPostAgeMs: number | null, random: () => number): number {
  const isLively = newestPostAgeMs !== null && newestPostAgeMs < 3 * dayMs;
  return jittered(isLively ? hourMs : 6 * hourMs, random);
}

/** How long a post that TikTok no longer knows is asked for: it may have been made private for a while. */
export const missingForMs = 30 * dayMs;
export const missingEveryMs = dayMs;

/** The pause after the n-th failure in a row: 1 min, 2 min, 4 min … at most 6 hours. */
export const failureDelayMs = (failures: number, random: () => number): number =>
  jittered(Math.min(6 * hourMs, minuteMs * 2 ** Math.min(Math.max(failures, 1) - 1, 12)), random);

/** How long an account rests whose creator has to connect it again. When that happens, an event ends the rest. */
export const reauthDelayMs = dayMs;
