import { startTestStack, type TestStack } from '@postbus/local/testing';
import { waitFor } from '@postbus/testing';
import postgres from 'postgres';
import type { BenchmarkContext } from '../benchmark.ts';
import { clientKey, clientSecret } from './webhook-load.ts';

const drainMs = 1_800_000;

/**
 * webhook-ingest in a stack of its own, which waits for the disk as a real one does. A slower disk than the machine's is one
 * before whose every flush PostgreSQL waits (`commit_delay`). Commits that come meanwhile join the flush, which a real disk does not let
 * them: so it favours who commits one by one.
 */
export async function startWebhookIngest(context: Pick<BenchmarkContext, 'atEnd' | 'diskMs'>) {
  const commitDelay = String((context.diskMs ?? 0) * 1000);
  const stack: TestStack = await startTestStack({
    services: ['webhook-ingest'],
    env: { LOG_LEVEL: 'warn', TIKTOK_CLIENT_KEY: clientKey, TIKTOK_CLIENT_SECRET: clientSecret },
    postgresSettings: {
      fsync: 'on',
      full_page_writes: 'on',
      commit_delay: commitDelay,
      commit_siblings: '0',
    },
  });
  context.atEnd(() => stack.close());
  const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
  context.atEnd(() => sql.end());
  return {
    stack,
    sql,
    url: stack.urls['webhook-ingest'] ?? '',
    /** Resolves when no webhook waits for the bus any more. */
    drained: () =>
      waitFor(
        'everything to be published',
        async () => {
          const [waiting] = await sql`
            select from webhook_ingest.webhook_events where published_at is null limit 1`;
          return waiting === undefined;
        },
        drainMs,
      ),
  };
}
