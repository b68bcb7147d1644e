import { connect } from '@postbus/db';
import { listDueAccounts } from '../features/refresh-sweep/repository.ts';

// A process for the benchmark of the sweep: answers each message with how long finding so many due accounts took, in
// milliseconds, and how many it found. It ends with whoever started it.
const [databaseUrl = ''] = process.argv.slice(2);
const db = connect(databaseUrl, { applicationName: 'measure-due', maxConnections: 1 });
process.once('disconnect', () => process.exit());
process.on('message', async (limit) => {
  const startedAt = performance.now();
  const page = { now: new Date(), after: undefined, limit: Number(limit) };
  const found = await listDueAccounts(db, page);
  process.send?.({ milliseconds: performance.now() - startedAt, found: found.length });
});
await db.$client`select 1`;
process.send?.({ milliseconds: 0, found: 0 });
