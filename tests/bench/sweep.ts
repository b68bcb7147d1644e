import postgres from 'postgres';
import { Type } from 'typebox';
import type { Benchmark } from './benchmark.ts';
import { startAuthGateway } from './support/auth-gateway.ts';
import { median } from './support/median.ts';
import { type Child, startChild } from './support/start-child.ts';

const due = 1000;
const few = 10_000;
/** The service's own, in a process of its own. */
const dueScript = '../../../services/auth-gateway/src/testing/measure-due.ts';
const Found = Type.Object({ milliseconds: Type.Number(), found: Type.Integer() });

/** How long a sweep takes to find 1,000 due tokens among a million accounts, and among ten thousand. */
export const sweep: Benchmark = {
  name: 'sweep',
  unit: 'ms',
  goal: { of: 'ratio', atMost: 1.3 },
  async run(context) {
    const many = context.quick ? 2 * few : 1_000_000;
    const rounds = context.quick ? 3 : 15;
    const { stack } = await startAuthGateway(context);
    const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
    context.atEnd(() => sql.end());
    const sweeper = startChild(context, dueScript, stack.databaseUrl);
    await sweeper.next(Found);

    await addAccounts(sql, few);
    const baseline = await timeToFind(sql, sweeper, rounds);
    context.progress(`${few} accounts: ${baseline.toFixed(1)} ms`);
    await addAccounts(sql, many - few);
    const figure = await timeToFind(sql, sweeper, rounds);
    context.progress(`${many} accounts: ${figure.toFixed(1)} ms`);
    return { figure, baseline, extra: { accounts: many, due, rounds } };
  },
};

/** Accounts that are due some time in the next day. */
async function addAccounts(sql: postgres.Sql, count: number): Promise<void> {
  await sql`
    insert into auth_gateway.oauth_accounts (id, workspace_id, platform, client_key, open_id, user_id, requested_scopes,
      granted_scopes, status, access_token_encrypted, refresh_token_encrypted, access_token_expires_at, refresh_due_at,
      connected_at)
    select gen_random_uuid(), workspace.id, 'tiktok', 'aw', gen_random_uuid()::text, 'user', '{}', '{}', 'active',
      repeat('x', 120), repeat('x', 120), now() + interval '1 day', now() + random() * interval '20 hours', now()
    from auth_gateway.workspaces as workspace, generate_series(1, ${count})
    where workspace.name = 'local'`;
  await sql`vacuum analyze auth_gateway.oauth_accounts`;
}

/** The middle one of several, in milliseconds. */
async function timeToFind(sql: postgres.Sql, sweeper: Child, rounds: number): Promise<number> {
  const times: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    await sql`
      update auth_gateway.oauth_accounts set refresh_due_at = now() - interval '1 hour'
      where id in (select id from auth_gateway.oauth_accounts order by md5(id::text || ${`${round}`}) limit ${due})`;
    sweeper.send(`${due}`);
    const { milliseconds, found } = await sweeper.next(Found);
    if (found !== due) throw new Error(`${found} accounts were found instead of ${due}`);
    // The first one warms up.
    if (round >= 0) times.push(milliseconds);
  }
  return median(times);
}
