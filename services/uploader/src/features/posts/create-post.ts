import type { Database, Queryable } from '@postbus/db';
import { outbox } from '@postbus/db/uploader';
import { writeEvent } from '@postbus/events';
import type { Caller, Idempotency, KeyedRequest } from '@postbus/service-kit';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { AccountTokens } from '../../integrations/account-tokens.ts';
import { addPublishJobs } from '../../jobs/add-publish-jobs.ts';
import { lockMedia, type Media } from '../media/repository.ts';
import { noteAcceptance } from '../publications/attempts.ts';
import type { WorkItem } from '../publications/repository.ts';
import { statusEvent } from '../publications/save.ts';
import { appProblems } from './app-rules.ts';
import { clashProblem, mediaProblems, optionProblems, raiseFirst } from './check-post.ts';
import { type Content, isPulled } from './content.ts';
import { insertPost, lockVideoUrl, type Post } from './repository.ts';
import { readSchedule, type Schedule } from './schedule.ts';
import type { CreatedPost } from './schemas.ts';

/** What a client wants published. */
export interface NewPost {
  accountIds: string[];
  content: Content;
  mode: Post['mode'];
  postInfo: Post['postInfo'];
  /** Nothing happens until it is published by a change. */
  draft?: boolean | undefined;
  scheduledAt?: string | undefined;
  timeZone?: string | undefined;
  /** Whether the same files may go to the same account twice within a day. */
  allowDuplicate?: boolean | undefined;
}

export interface CreatePost<Answer> {
  caller: Caller;
  correlationId: string;
  post: NewPost;
  /** The request as it came, if it carries an `Idempotency-Key`. */
  keyed: KeyedRequest | undefined;
  answerOf: (created: CreatedPost) => Answer;
}

export type PostCreator = ReturnType<typeof createPostCreator>;

/**
 * Makes the function that accepts a post: post, publications, events and jobs in one transaction, once for an
 * `Idempotency-Key`. Raises an `AppError` that says what is wrong with the request.
 */
export function createPostCreator({
  db,
  idempotency,
  tokens,
  publicUrl,
  clock,
}: {
  db: Database;
  idempotency: Idempotency;
  tokens: AccountTokens;
  /** Where TikTok reaches this service. */
  publicUrl: string;
  clock: () => number;
}) {
  return async <Answer>(request: CreatePost<Answer>): Promise<Answer> => {
    const { caller, correlationId, post, keyed, answerOf } = request;
    // Before every check: an answer that was given stays true, even if the account is gone by now.
    const earlier = await idempotency.earlier<Answer>(keyed);
    if (earlier) return earlier.answer;

    raiseFirst(optionProblems({ ...post, ...post.content }));
    const { scheduledAt, timeZone } = post;
    const now = new Date(clock());
    const schedule =
      scheduledAt === undefined ? null : await readSchedule(db, { scheduledAt, timeZone }, now);
    const { workspaceId } = caller;
    const accounts = post.accountIds.map((accountId) => ({ workspaceId, accountId, correlationId }));
    const found = await Promise.all(accounts.map((account) => tokens.checkAccount(account)));
    raiseFirst(found.flatMap((account) => appProblems(account, post, publicUrl)));

    const plan = planOf(post, schedule, now);
    return idempotency.once(keyed, async (tx) => {
      await write(tx, request, plan);
      return answerOf(plan.created);
    });
  };
}

interface Plan {
  created: CreatedPost;
  schedule: Schedule | null;
  dueAt: Date;
}

/** Ids and first states, fixed before anything is written: they are the answer. */
function planOf({ accountIds, draft }: NewPost, schedule: Schedule | null, now: Date): Plan {
  const status = firstStatus({ isDraft: draft === true, schedule });
  const created = {
    postId: uuidv7(),
    scheduledAt: schedule?.at.toISOString() ?? null,
    publications: accountIds.map((accountId) => ({ publicationId: uuidv7(), accountId, status })),
  };
  return { created, schedule, dueAt: schedule?.at ?? now };
}

/** Where a publication stands before anybody works on it. */
export function firstStatus({ isDraft, schedule }: { isDraft: boolean; schedule: object | null }) {
  if (isDraft) return 'draft' as const;
  return schedule ? ('scheduled' as const) : ('queued' as const);
}

/** How many bytes are sent; none of what TikTok fetches. */
export const bytesToSend = (content: Content, [media]: Media[]): number =>
  isPulled(content) ? 0 : (media?.sizeBytes ?? 0);

async function write(
  tx: Queryable,
  { caller, correlationId, post }: CreatePost<unknown>,
  { created, schedule, dueAt }: Plan,
): Promise<void> {
  const { workspaceId, clientId } = caller;
  const { content, mode, postInfo, draft, allowDuplicate } = post;
  const { mediaIds } = content;
  // Posts with the same file wait for each other here: each sees whether the other one is a duplicate.
  const media = await lockMedia(tx, { workspaceId, mediaIds });
  if (content.videoUrl !== null) await lockVideoUrl(tx, content.videoUrl);
  raiseFirst(mediaProblems(content, media));
  if (!draft && !allowDuplicate) {
    for (const accountId of post.accountIds)
      raiseFirst([await clashProblem(tx, { accountId, content, dueAt })]);
  }
  const items: WorkItem[] = await insertPost(
    tx,
    {
      id: created.postId,
      ...{ workspaceId, clientId, mode, postInfo, ...content },
      scheduledAt: schedule?.at ?? null,
      timeZone: schedule?.timeZone ?? null,
    },
    created.publications.map(({ publicationId, accountId, status }) => ({
      id: publicationId,
      ...{ workspaceId, accountId, status, correlationId, dueAt },
      postId: created.postId,
      platform: 'tiktok',
      totalBytes: bytesToSend(content, media),
      // Now is what PostgreSQL says it is: by its clock work becomes due.
      nextStepAt: status === 'draft' ? null : (schedule?.at ?? sql`now()`),
    })),
  );
  for (const item of items) {
    await noteAcceptance(tx, item.publication);
    await writeEvent(tx, outbox, statusEvent(item, null));
    if (item.publication.nextStepAt !== null) await addPublishJobs(tx, [item.publication]);
  }
}
