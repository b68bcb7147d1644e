import type { Queryable } from '@postbus/db';
import { commonErrors } from '@postbus/service-kit';
import { errors } from '../../errors.ts';
import { findPublication, listAttempts, type WorkItem } from '../publications/repository.ts';
import { findPost, listPosts, listPublications, type Post } from './repository.ts';
import type { PostAnswer, PostList, StatusAnswer } from './schemas.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Attempts = Awaited<ReturnType<typeof listAttempts>>;
type Publication = WorkItem['publication'];

/** How a publication stands, by its own id or by TikTok's publish id. Raises `publication_not_found`. */
export async function showStatus(db: Queryable, workspaceId: string, id: string): Promise<StatusAnswer> {
  const item = await findPublication(
    db,
    workspaceId,
    uuid.test(id) ? { publicationId: id } : { publishId: id },
  );
  if (!item) throw errors.publicationNotFound();
  return statusAnswer(item.publication, await listAttempts(db, item.publication.id));
}

/** A post with its publications and every attempt at them. Raises `post_not_found`. */
export async function showPost(db: Queryable, workspaceId: string, postId: string): Promise<PostAnswer> {
  const post = uuid.test(postId) ? await findPost(db, workspaceId, postId) : null;
  if (!post) throw errors.postNotFound();
  const publications = await listPublications(db, [post.id]);
  const withAttempts = publications.map(async (publication) => {
    const attempts = await listAttempts(db, publication.id);
    return { ...statusAnswer(publication, attempts), attempts: attempts.map(attemptAnswer) };
  });
  return { ...postFields(post), publications: await Promise.all(withAttempts) };
}

/** A page of posts, newest first. The cursor is the last post's id. */
export async function showPosts(
  db: Queryable,
  { workspaceId, cursor, limit }: { workspaceId: string; cursor: string | undefined; limit: number },
): Promise<PostList> {
  if (cursor !== undefined && !uuid.test(cursor)) {
    throw commonErrors.validationFailed({ message: 'cursor is not one that was given out' });
  }
  const found = await listPosts(db, { workspaceId, before: cursor, limit: limit + 1 });
  const page = found.slice(0, limit);
  const publications = await listPublications(
    db,
    page.map(({ id }) => id),
  );
  return {
    items: page.map((post) => ({
      ...postFields(post),
      publications: publications.filter(({ postId }) => postId === post.id).map(summary),
    })),
    nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

const postFields = ({ id, scheduledAt, createdAt, ...post }: Post) => ({
  postId: id,
  kind: post.kind,
  mode: post.mode,
  source: post.source,
  mediaId: post.mediaIds[0] ?? null,
  mediaIds: post.mediaIds,
  videoUrl: post.videoUrl,
  postInfo: post.postInfo,
  scheduledAt: scheduledAt?.toISOString() ?? null,
  timeZone: post.timeZone,
  createdAt: createdAt.toISOString(),
});

const summary = ({ id, accountId, publishId, status, platformPostIds, failure }: Publication) => ({
  publicationId: id,
  accountId,
  publishId,
  status,
  postIds: platformPostIds,
  failure,
});

function statusAnswer(publication: Publication, attempts: Attempts): StatusAnswer {
  const { totalBytes, confirmedBytes, postId, version, nextStepAt, publishedAt } = publication;
  return {
    ...summary(publication),
    postId,
    version,
    bytes: { sent: confirmedBytes, total: totalBytes },
    history: historyOf(attempts),
    nextStepAt: nextStepAt?.toISOString() ?? null,
    publishedAt: publishedAt?.toISOString() ?? null,
  };
}

/** Every status that it has come to, in order. */
function historyOf(attempts: Attempts): StatusAnswer['history'] {
  return attempts
    .flatMap(({ status, version, endedAt }) =>
      status !== null && version !== null && endedAt !== null ? [{ status, version, at: endedAt }] : [],
    )
    .sort((a, b) => a.version - b.version)
    .filter(({ status }, index, all) => status !== all[index - 1]?.status)
    .map(({ status, at }) => ({ status, at: at.toISOString() }));
}

const attemptAnswer = (
  attempt: Attempts[number],
): PostAnswer['publications'][number]['attempts'][number] => ({
  step: attempt.step,
  startedAt: attempt.startedAt.toISOString(),
  endedAt: attempt.endedAt?.toISOString() ?? null,
  outcome: attempt.outcome,
  code: attempt.code,
  message: attempt.message,
  logId: attempt.logId,
});
