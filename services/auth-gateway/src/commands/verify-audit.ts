import { parseArgs } from 'node:util';
import { connect } from '@postbus/db';
import { ConfigError } from '@postbus/service-kit';
import { loadCommandConfig } from '../config.ts';
import { type AuditHead, verifyAudit } from '../features/audit/verify.ts';

const usage = `node src/commands/verify-audit.ts [--head <number>:<hash>]
  --head   a head that was printed before: proves that nothing was cut off since`;

try {
  await run();
} catch (error) {
  if (!isForTheCaller(error)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values } = parseArgs({ options: { head: { type: 'string' } } });
  const expected = values.head === undefined ? undefined : parseHead(values.head);
  const { DATABASE_URL } = loadCommandConfig(process.env);
  const db = connect(DATABASE_URL, { applicationName: 'auth-gateway verify-audit', maxConnections: 1 });
  try {
    const onProgress = (rows: number) => console.error(`${rows} rows`);
    const { rows, head, flaw } = await verifyAudit(db, { ...(expected && { expected }), onProgress });
    if (flaw) {
      console.error(`The audit log is not whole: ${flaw.problem}, at row ${flaw.seq}.`);
      process.exitCode = 1;
      return;
    }
    console.log(`The audit log is whole: ${rows} rows.`);
    if (head) console.log(`Head, to be kept elsewhere: ${head.seq}:${head.hash}`);
  } finally {
    await db.$client.end({ timeout: 5 });
  }
}

function parseHead(text: string): AuditHead {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined)
    throw new ConfigError('--head takes <number>:<hash>, as it was printed');
  return { seq: Number(seq), hash };
}

function isForTheCaller(error: unknown): error is Error {
  if (error instanceof ConfigError) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
