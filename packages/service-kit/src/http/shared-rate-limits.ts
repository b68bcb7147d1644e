import type { FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { Database, rateLimitsTable } from '@postbus/db';
import { sql } from 'drizzle-orm';
import { createBatcher } from '../batch.ts';

type RateLimitsTable = ReturnType<typeof rateLimitsTable>;

const windowSeconds = 60;
const batching = { maxSize: 500, concurrency: 1 };

interface Hit {
  /** Which hit of the present window this is, from 1. */
  current: number;
  /** Until the window ends, in milliseconds. */
  ttl: number;
}

/**
 * Counts requests in PostgreSQL, so that all replicas of a service count together. Those that come at the same time are
 * counted by one statement. While the database is away nobody is refused.
 */
export function sharedRateLimits({
  db,
  table,
}: {
  db: Database;
  table: RateLimitsTable;
}): FastifyRateLimitStoreCtor {
  const count = createBatcher((keys: string[]) => countTogether(db, { table, keys }), batching);

  class SharedStore {
    readonly scope: string;
    constructor(_options?: unknown, scope = '') {
      this.scope = scope;
    }

    incr(key: string, done: (error: Error | null, hit?: Hit) => void): void {
      count(this.scope + key).then(
        (hit) => done(null, hit),
        (error: Error) => done(error),
      );
    }

    /** For a route with a limit of its own. The plugin gives the route within its options, whatever its types say. */
    child(options: { routeInfo?: { method?: unknown; url?: unknown } } | object): SharedStore {
      const route = 'routeInfo' in options ? options.routeInfo : undefined;
      return new SharedStore(undefined, `${route?.method} ${route?.url} `);
    }
  }
  return SharedStore;
}

type Row = { key: string; hits: number; ttl: number };

/** One row a key, in the order of the keys: two replicas cannot block each other. */
async function countTogether(
  db: Database,
  { table, keys }: { table: RateLimitsTable; keys: string[] },
): Promise<Hit[]> {
  const rows = await db.execute<Row>(
    sql`
    insert into ${table} as present (key, hits, ends_at)
    select key, count(*), now() + make_interval(secs => ${windowSeconds})
    from json_array_elements_text(${JSON.stringify(keys)}::json) as key group by key order by key
    on conflict (key) do update set
      hits = case when present.ends_at <= now() then excluded.hits else present.hits + excluded.hits end,
      ends_at = case when present.ends_at <= now() then excluded.ends_at else present.ends_at end
    returning key, hits, extract(epoch from ends_at - now())::float8 * 1000 as ttl`,
  );

  const counted = new Map(rows.map(({ key, hits, ttl }) => [key, { hits, ttl }]));
  // The last of a batch with this key has the count of the row, those before it have less.
  return keys
    .toReversed()
    .map((key) => {
      const row = counted.get(key);
      if (!row) throw new Error('a request was not counted');
      const hit = { current: row.hits, ttl: Math.max(1, Math.ceil(row.ttl)) };
      row.hits -= 1;
      return hit;
    })
    .toReversed();
}
