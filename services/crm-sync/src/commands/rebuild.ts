import { parseArgs } from 'node:util';
import { connect } from '@postbus/db';
import { ConfigError } from '@postbus/service-kit';
import { loadCommandConfig } from '../config.ts';
import { findCheckpoint, forgetCheckpoint } from '../features/rebuilding/checkpoint.ts';
import { type RebuildProgress, rebuild } from '../features/rebuilding/rebuild.ts';

const usage = `node src/commands/rebuild.ts [--restart] [--json]
  --restart   from the beginning, if an earlier run was interrupted
  --json      prints the outcome as one JSON object`;

const progressEveryMs = 1000;

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interruption.abort());
try {
  await run();
} catch (error) {
  if (!isForTheCaller(error)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { restart: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  });
  const { DATABASE_URL } = loadCommandConfig(process.env);
  const db = connect(DATABASE_URL, { applicationName: 'crm-sync rebuild', maxConnections: 2 });
  try {
    if (values.restart) await forgetCheckpoint(db);
    const unfinished = await findCheckpoint(db);
    if (unfinished) console.error(`goes on with ${unfinished.stage}, after ${unfinished.checked} rows`);
    const outcome = await rebuild({
      db,
      now: () => new Date(),
      signal: interruption.signal,
      onProgress: tellProgress(),
    });
    if (!outcome.isFinished) {
      console.error('Interrupted. Run it again to go on.');
      process.exitCode = 1;
    }
    if (values.json) console.log(JSON.stringify(outcome));
    else console.log(`${outcome.checked} rows looked at, ${outcome.repaired} of them put right`);
  } finally {
    await db.$client.end({ timeout: 5 });
  }
}

/** A line a second, and one at the end of each stage. */
function tellProgress(): (progress: RebuildProgress) => void {
  let toldAt = 0;
  return ({ stage, done, total, isOver }) => {
    if (!isOver && Date.now() - toldAt < progressEveryMs) return;
    toldAt = Date.now();
    console.error(`${stage}: ${done} of ${total}`);
  };
}

function isForTheCaller(error: unknown): error is Error {
  if (error instanceof ConfigError) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
