import {
  type AccountData,
  accountConnected,
  accountDisconnected,
  accountReauthRequired,
  accountRefreshed,
  type CloudEvent,
  type PostStatusData,
  postStatus,
} from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { accounts, newestEvents, tiktokPosts, tiktokVideos } from '@postbus/db/crm-sync';
import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import { parseKnown } from '../../consumers/parse-known.ts';
import { accountOf } from '../accounts/project-account.ts';
import { saveAccounts } from '../accounts/repository.ts';
import { announceAccounts } from '../announcing/announce-account.ts';
import { announcePosts } from '../announcing/announce-posts.ts';
import type { Cause } from '../announcing/cause.ts';
import { followAccounts } from '../collection/schedule-repository.ts';
import { savePosts, settleOutsidePosts } from '../posts/post-rows.ts';
import { postOf } from '../posts/project-post.ts';
import type { Stage } from './checkpoint.ts';

export interface StepContext {
  cause: Cause;
  /** Rows in one step. */
  limit: number;
  now: Date;
}

/** What one step has done. */
export interface Step {
  checked: number;
  /** Rows that were not there, were otherwise, or should not have been there. */
  repaired: number;
  /** Where the next step begins; null when the stage is over. */
  position: string | null;
}

type TakeStep = (tx: Queryable, position: string | null, context: StepContext) => Promise<Step>;

const readAccount = parseKnown<AccountData>([
  accountConnected,
  accountRefreshed,
  accountReauthRequired,
  accountDisconnected,
]);
const readPost = parseKnown<PostStatusData>([postStatus]);

/**
 * The next newest events of a kind, locked: whoever projects a newer one waits until the rows of these are written, and
 * then writes its own. So no step can bring back an older state.
 */
async function lockEvents(
  tx: Queryable,
  kind: 'account' | 'post',
  { position, limit }: { position: string | null; limit: number },
) {
  return await tx
    .select({ id: newestEvents.subjectId, event: newestEvents.event })
    .from(newestEvents)
    .where(
      and(eq(newestEvents.kind, kind), position === null ? undefined : gt(newestEvents.subjectId, position)),
    )
    .orderBy(asc(newestEvents.subjectId))
    .limit(limit)
    .for('update');
}

function withData<Data>({ data, ...event }: CloudEvent<Data | null>): CloudEvent<Data> {
  if (data === null) throw new Error(`the newest event of ${event.subject} is of a type that is not known`);
  return { ...event, data };
}

const stepOf = <Row>(rows: Row[], limit: number, repaired: number, keyOf: (row: Row) => string): Step => {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { checked: rows.length, repaired, position: last ? keyOf(last) : null };
};

const stepAccounts: TakeStep = async (tx, position, { cause, limit, now }) => {
  const rows = await lockEvents(tx, 'account', { position, limit });
  const wanted = rows.map(({ event }) => accountOf(withData(readAccount(event))));
  const repaired = await saveAccounts(tx, wanted);
  await followAccounts(tx, wanted, now);
  await announceAccounts(tx, repaired, cause);
  return stepOf(rows, limit, repaired.length, ({ id }) => id);
};

const stepPosts: TakeStep = async (tx, position, { cause, limit }) => {
  const rows = await lockEvents(tx, 'post', { position, limit });
  const repaired = await savePosts(
    tx,
    rows.map(({ event }) => postOf(withData(readPost(event)))),
  );
  await announcePosts(tx, repaired, { causes: cause });
  return stepOf(rows, limit, repaired.length, ({ id }) => id);
};

/** Every post that TikTok told of, whether it has a row of its own or must not have one. */
const stepOutsidePosts: TakeStep = async (tx, position, { cause, limit }) => {
  const [afterAccount, afterVideo] = position?.split('/') ?? [];
  const rows = await tx
    .select({ accountId: tiktokVideos.accountId, videoId: tiktokVideos.videoId })
    .from(tiktokVideos)
    .where(
      afterAccount === undefined
        ? undefined
        : sql`(${tiktokVideos.accountId}, ${tiktokVideos.videoId}) > (${afterAccount}::uuid, ${afterVideo})`,
    )
    .orderBy(asc(tiktokVideos.accountId), asc(tiktokVideos.videoId))
    .limit(limit);
  const { written, replaced } = await settleOutsidePosts(tx, rows);
  await announcePosts(tx, written, { causes: cause });
  const repaired = written.length + replaced.length;
  return stepOf(rows, limit, repaired, ({ accountId, videoId }) => `${accountId}/${videoId}`);
};

/** Deletes rows that nothing tells of. An event and its row come in one transaction: here is both or neither. */
const stepStrays =
  (table: typeof accounts | typeof tiktokPosts, isTold: SQL): TakeStep =>
  async (tx, position, { limit }) => {
    const rows = await tx
      .select({ id: table.id })
      .from(table)
      .where(position === null ? undefined : gt(table.id, position))
      .orderBy(asc(table.id))
      .limit(limit);
    const [first, last] = [rows[0]?.id, rows.at(-1)?.id];
    if (first === undefined || last === undefined) return stepOf(rows, limit, 0, ({ id }) => id);
    const gone = await tx
      .delete(table)
      .where(sql`${table.id} between ${first} and ${last} and not (${isTold})`)
      .returning({ id: table.id });
    return stepOf(rows, limit, gone.length, ({ id }) => id);
  };

const toldBy = (kind: 'account' | 'post', id: SQL): SQL =>
  sql`exists (select from ${newestEvents} as told where told.kind = ${kind} and told.subject_id = ${id})`;

/** What a stage does with its next rows, in one transaction. */
export const steps: Record<Stage, TakeStep> = {
  accounts: stepAccounts,
  posts: stepPosts,
  'outside posts': stepOutsidePosts,
  'stray accounts': stepStrays(accounts, toldBy('account', sql`${accounts.id}`)),
  'stray posts': stepStrays(
    tiktokPosts,
    sql`case ${tiktokPosts.source} when 'postbus' then ${toldBy('post', sql`${tiktokPosts.id}`)} else exists (
      select from ${tiktokVideos} as video where video.account_id = ${tiktokPosts.accountId}
        and video.crm_id = ${tiktokPosts.id} and array[video.video_id] = ${tiktokPosts.platformPostIds}
        and video.posted_at is not null) end`,
  ),
};
