import postgres from 'postgres';

/**
 * Lays so many posts into the CRM tables, beside one that is there: they are of its account and lead to its page. For
 * the list alone, which reads nothing else. `after` is how many of them are there already.
 */
export async function layInPosts(databaseUrl: string, count: number, after = 0): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    await sql`
      insert into crm_sync.tiktok_posts (id, workspace_id, account_id, source, publication_id, postbus_post_id, mode,
        status, platform_post_ids, caption, failure, scheduled_at, published_at, version, updated_at)
      select laid.id, post.workspace_id, post.account_id, 'postbus', laid.id, post.postbus_post_id, 'direct',
        (array['published', 'published', 'published', 'failed', 'scheduled'])[1 + n % 5], '{}',
        'Post ' || n || repeat(' and a few words more', n % 7) || ' #bread',
        case when n % 5 = 3 then '{"code": "spam_risk", "message": "", "logId": null, "retryable": false}'::jsonb end,
        case when n % 5 = 4 then now() + n * interval '1 minute' end, now() - n * interval '1 minute', 1, now()
      from generate_series(${after + 1}::integer, ${after + count}::integer) as n
      cross join lateral (select md5(n::text)::uuid) as laid(id)
      cross join lateral (select * from crm_sync.tiktok_posts where status = 'published' limit 1) as post`;
  } finally {
    await sql.end();
  }
}
