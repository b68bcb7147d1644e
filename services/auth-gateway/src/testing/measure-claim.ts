import { connect } from '@postbus/db';
import { claimDueAccounts } from '../features/refresh-sweep/repository.ts';

// A process for the benchmark of the sweep: answers each message with how long claiming so many accounts took, in
// milliseconds, and how many it got. It ends with whoever started it.
const [databaseUrl = ''] = process.argv.slice(2);
const db = connect(databaseUrl, { applicationName: 'measure-claim', maxConnections: 1 });
process.once('disconnect', () => process.exit());
process.on('message', async (limit) => {
  const startedAt = performance.now();
  const claimed = await claimDueAccounts(db, new Date(), Number(limit));
  process.send?.({ milliseconds: performance.now() - startedAt, claimed: claimed.length });
});
await db.$client`select 1`;
process.send?.({ milliseconds: 0, claimed: 0 });
