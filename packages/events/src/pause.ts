import { setTimeout as timer } from 'node:timers/promises';

/** Waits `ms` milliseconds, or less when the signal is aborted. Never rejects. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await timer(ms, undefined, signal && { signal }).catch(() => {});
}

/** The pause before try number `failures + 1`: doubles from 100 ms to 5 s, so that an outage costs no busy loop. */
export const backoffMs = (failures: number): number => Math.min(100 * 2 ** (failures - 1), 5000);
