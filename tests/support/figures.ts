import { randomBytes } from 'node:crypto';
import postgres from 'postgres';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const days = 70;

/** Captions of posts that were made every five days, the newest first, each with the views that it comes to. */
const posts: [caption: string, views: number][] = [
  ['Sourdough, slowly #bread #sourdough', 48_000],
  ['Tomatoes in a bucket #garden #balcony', 9_000],
  ['=HYPERLINK("http://evil.test","A caption that a spreadsheet would run")', 1_200],
  ['Three herbs that survive me #garden #herbs', 31_000],
  ['Focaccia with everything from the balcony #bread #balcony', 125_000],
  ['Compost, explained in a minute #garden', 7_400],
  ['What the snails left #garden', 15_800],
  ['Rye at six in the morning #bread', 22_000],
  ['Bean sprouts #garden', 3_100],
  ['A loaf for a neighbour #bread #sourdough', 64_000],
  ['Cutting back the roses #garden', 12_500],
];

/** Views come fast in the first two days and slowly ever after. */
const viewsAt = (views: number, ageDays: number): number =>
  Math.round(views * (0.8 * (1 - Math.exp(-ageDays / 1.5)) + 0.2 * (1 - Math.exp(-ageDays / 25))));

/** Ten weeks of figures of an account, as if they had been collected. Returns the id of its newest post. */
export async function fillFigures(databaseUrl: string, accountId: string): Promise<string> {
  const sql = postgres(databaseUrl, { max: 1 });
  const now = Date.now();
  const at = (daysAgo: number) => new Date(now - daysAgo * dayMs);
  try {
    const date = (time: Date) => time.toISOString().slice(0, 10);
    await sql`select crm_sync.keep_metrics_partitions(${date(at(days + 31))}::date, ${date(at(0))}::date)`;
    const [account] = await sql<{ workspaceId: string }[]>`
      select workspace_id as "workspaceId" from crm_sync.accounts where id = ${accountId}`;
    if (!account) throw new Error('the account is not there yet');
    const { workspaceId } = account;
    const followers = Array.from({ length: days }, (_, day) => ({
      account_id: accountId,
      measured_at: at(days - day - 0.5),
      // Up to about what the creator of the sandbox has.
      followers: 12 + day + Math.round(5 * Math.sin(day / 4)),
      ...{ following: 12, likes: 0, videos: posts.length },
    }));
    await sql`insert into crm_sync.account_metrics ${sql(followers)}`;
    await sql`update crm_sync.account_collections set measured_at = ${at(0.5)} where account_id = ${accountId}`;
    const ids = posts.map((_, index) => idAt(at(3 + index * 5)));
    for (const [index, [caption, views]] of posts.entries()) {
      const ageDays = 3 + index * 5 + ((index * 5) % 11) / 24;
      const [id = '', postedAt, videoId] = [ids[index], at(ageDays), `76000000000000${1000 + index}`];
      const hashtags = [...caption.matchAll(/#(\w+)/g)].map(([, name = '']) => name);
      const ages = [0.25, 1, ...Array.from({ length: Math.ceil(ageDays) - 1 }, (_, day) => day + 1.6)];
      const measured = ages.filter((age) => age < ageDays).map((age) => figuresAt(viewsAt(views, age), age));
      const { ageDays: _, ...last } = measured.at(-1) ?? figuresAt(0, 0);
      const key = { account_id: accountId, video_id: videoId };
      await sql`insert into crm_sync.post_metrics ${sql(
        measured.map(({ ageDays: age, ...figures }) => ({
          ...key,
          ...figures,
          measured_at: new Date(postedAt.getTime() + age * dayMs),
        })),
      )}`;
      const facts = { workspace_id: workspaceId, caption, hashtags };
      await sql`insert into crm_sync.tiktok_videos ${sql({
        ...{ ...key, ...facts, ...last },
        ...{ crm_id: id, posted_at: postedAt, facts_changed_at: postedAt, first_seen_at: postedAt },
        measured_at: at(0.1),
        share_url: `http://127.0.0.1/@demo/video/${videoId}`,
      })}`;
      await sql`insert into crm_sync.tiktok_posts ${sql({
        ...{ ...facts, id, account_id: accountId, source: 'tiktok', status: 'published', version: 1 },
        ...{ platform_post_ids: [videoId], published_at: postedAt, updated_at: postedAt },
      })}`;
    }
    return ids[0] ?? '';
  } finally {
    await sql.end();
  }
}

const figuresAt = (views: number, ageDays: number) => ({
  ageDays,
  views,
  likes: Math.round(views * 0.06),
  comments: Math.round(views * 0.004),
  shares: Math.round(views * 0.002),
});

/** An id that sorts by time, like every other of a post. */
function idAt(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
