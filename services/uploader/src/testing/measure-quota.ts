import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '@postbus/db';
import { v7 as uuidv7 } from 'uuid';
import type { Limit } from '../features/quotas/limits.ts';
import { createQuotas } from '../features/quotas/quotas.ts';

/** For a benchmark: takes from quotas at a steady rate, and tells how long each taking took from when it was due. */
const [databaseUrl = '', creators = '1'] = process.argv.slice(2);
const db = connect(databaseUrl, { applicationName: 'quota benchmark' });
const plenty: Limit = { limit: 1_000_000, windowMs: 60_000 };
const quotas = createQuotas({
  db,
  limits: {
    ...{ creator_info: plenty, direct_init: plenty, inbox_init: plenty, photo_init: plenty },
    ...{ status: { limit: 30, windowMs: 60_000 }, direct_posts: plenty, pending_shares: plenty },
  },
});
process.once('disconnect', () => process.exit());
process.on('message', async (message) => {
  const { perSecond, seconds } = JSON.parse(String(message)) as { perSecond: number; seconds: number };
  const begunAt = performance.now();
  const takings = Array.from({ length: perSecond * seconds }, async (_, index) => {
    const dueAt = begunAt + (index * 1000) / perSecond;
    await pause(Math.max(0, dueAt - performance.now()));
    const creator = `creator-${index % Number(creators)}`;
    const account = { creator, workspaceId: uuidv7(), accountId: uuidv7(), correlationId: 'bench' };
    const taking = quotas.take(account, { kind: 'status', usedBy: uuidv7() });
    // A full quota is an answer, too.
    await taking.catch((error: { code?: string }) => {
      if (error.code !== 'quota_full') throw error;
    });
    return performance.now() - dueAt;
  });
  process.send?.({ milliseconds: await Promise.all(takings) });
});
process.send?.({ isReady: true });
