/**
 * How long to wait before the next attempt, in milliseconds, or null when it is time to give up (reference 15):
 * 1, 2, 4 … bases, at most 60, until 4320 bases after the first attempt. The base is a minute, so that is 72 hours.
 */
export function nextAttemptDelay({
  baseMs,
  attempts,
  ageMs,
}: {
  baseMs: number;
  attempts: number;
  ageMs: number;
}): number | null {
  const delay = baseMs * Math.min(2 ** (attempts - 1), 60);
  return ageMs + delay > baseMs * 4320 ? null : delay;
}
