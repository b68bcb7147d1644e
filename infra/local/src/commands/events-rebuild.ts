import { parseArgs } from 'node:util';
import { connect, databaseServices, outboxOf } from '@postbus/db';
import { rebuildFromOutbox } from '@postbus/events';
import { dataDirectory } from '../paths.ts';
import { Problem } from '../problem.ts';
import { runCommand } from '../run-command.ts';
import { readLocalFile } from '../stack/local-file.ts';

/** Fills a broker that lost its streams from PostgreSQL: `npm run events:rebuild [-- --since <ISO time>]`. */
await runCommand(async ({ args }) => {
  const { values } = parseArgs({ args, options: { since: { type: 'string' } } });
  const since = values.since === undefined ? undefined : new Date(values.since);
  if (since && Number.isNaN(since.getTime()))
    throw new Problem('--since takes a time such as 2026-01-31T12:00:00Z.');
  const db = connect(await databaseUrl(), { applicationName: 'events:rebuild', maxConnections: 1 });
  try {
    for (const service of databaseServices) {
      const table = outboxOf(service);
      if (!table) continue;
      const count = await rebuildFromOutbox({ db, table, ...(since ? { since } : {}) });
      console.log(`${service}: ${count} events will be published again`);
    }
    console.log('The services publish them as soon as the broker is there.');
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Problem(`The database cannot be used: ${cause instanceof Error ? cause.message : cause}`);
  } finally {
    await db.$client.end({ timeout: 5 });
  }
});

async function databaseUrl(): Promise<string> {
  const url = process.env.DATABASE_URL || (await readLocalFile(dataDirectory(process.env)))?.databaseUrl;
  if (!url)
    throw new Problem('Start a stack with `npm start`, or set DATABASE_URL to the database of another.');
  return url;
}
