/** Pauses before the second to the sixth try: 1 s, 5 s, 30 s, 2 min, 10 min. */
export const defaultRetryDelaysMs: readonly number[] = [1000, 5000, 30_000, 120_000, 600_000];

export type NextStep = { kind: 'retry'; delayMs: number } | { kind: 'dead' };

/**
 * What follows after try number `attempt` (the first is 1) failed: another one after a pause, or the end. An error whose
 * `retry` is `'never'` ends it at once.
 */
export function nextStep(attempt: number, error: unknown, retryDelaysMs: readonly number[]): NextStep {
  const delayMs = isFinal(error) ? undefined : retryDelaysMs[attempt - 1];
  return delayMs === undefined ? { kind: 'dead' } : { kind: 'retry', delayMs };
}

const isFinal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'retry' in error && error.retry === 'never';
