import { setTimeout as wait } from 'node:timers/promises';

export interface RetryPolicy {
  /** Tries without progress before the upload gives up. */
  attempts: number;
  /** The first pause; each later one is up to twice as long. */
  firstDelayMs: number;
  maxDelayMs: number;
  /** From 0 to under 1. */
  random: () => number;
}

export const defaultRetry: RetryPolicy = {
  attempts: 6,
  firstDelayMs: 500,
  maxDelayMs: 15_000,
  random: Math.random,
};

/** The pause after the n-th failure in a row: half of it fixed, half random, so that uploads do not retry in step. */
export function retryDelayMs({ firstDelayMs, maxDelayMs, random }: RetryPolicy, failures: number): number {
  const full = Math.min(maxDelayMs, firstDelayMs * 2 ** (failures - 1));
  return Math.round((full / 2) * (1 + random()));
}

/** Waits; raises the signal's reason when it is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal && { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
