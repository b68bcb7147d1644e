import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@postbus/service-kit';
import { v7 as uuidv7 } from 'uuid';
import type { RefreshBudget } from './budget.ts';
import type { Sweep } from './sweep.ts';

/** Sweeps every `intervalMs`, and without a pause but for the budget's while more may be due. */
export function createSweeper({
  sweep,
  budget,
  intervalMs,
  logger,
}: {
  sweep: Sweep;
  budget: RefreshBudget;
  intervalMs: number;
  logger: Logger;
}) {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const waitMs = await sweepOnce();
      // Half of it at random: replicas that started together do not sweep together.
      await pause((waitMs / 2) * (1 + Math.random()), undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  async function sweepOnce(): Promise<number> {
    try {
      const correlationId = uuidv7();
      const { isUsedUp, ...outcome } = await sweep({ actor: 'system', correlationId });
      if (outcome.due > 0) logger.info({ ...outcome, correlationId }, 'refreshed tokens that were due');
      return isUsedUp ? budget.windowMs : intervalMs;
    } catch (error) {
      logger.warn({ err: error }, 'could not look for tokens that are due');
      return Math.min(intervalMs, budget.windowMs);
    }
  }

  return {
    start() {
      running = run();
    },
    /** Resolves when the sweep under way has ended. */
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
