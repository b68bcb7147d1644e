import type { Database } from '@postbus/db';
import { outbox, publishAttempts } from '@postbus/db/uploader';
import { writeEvent } from '@postbus/events';
import type { Caller } from '@postbus/service-kit';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { errors } from '../../errors.ts';
import type { AccountTokens } from '../../integrations/account-tokens.ts';
import { addPublishJob } from '../../jobs/add-publish-job.ts';
import { claimKey, earlierAnswer, type KeyedRequest } from '../idempotency/idempotency.ts';
import { lockMedia } from '../media/repository.ts';
import { statusEvent } from '../publications/save.ts';
import { insertPost } from './repository.ts';
import type { UploadAnswer, UploadRequest } from './schemas.ts';

/** TikTok counts UTF-16 units, as JavaScript does (developers.tiktok.com/doc/content-posting-api-reference-direct-post). */
const maxCaptionLength = 2200;

export interface CreatePost {
  caller: Caller;
  request: UploadRequest;
  idempotencyKey: string | undefined;
  correlationId: string;
}

/**
 * Makes the function that accepts a post: post, publication, event and job in one transaction, once for an
 * `Idempotency-Key`. Raises an `AppError` that says what is wrong with the request.
 */
export function createPostCreator({ db, tokens }: { db: Database; tokens: AccountTokens }) {
  return async ({ caller, request, idempotencyKey, correlationId }: CreatePost): Promise<UploadAnswer> => {
    const keyed: KeyedRequest | undefined =
      idempotencyKey === undefined
        ? undefined
        : { caller, key: idempotencyKey, route: 'POST /api/tiktok/upload', body: request };
    // Before every check: an answer that was given stays true, even if the account is gone by now.
    const earlier = keyed && (await earlierAnswer(db, keyed));
    if (earlier !== undefined) return earlier as UploadAnswer;

    const mediaId = checkRequest(request);
    const { workspaceId, clientId } = caller;
    await tokens.checkAccount({ workspaceId, accountId: request.accountId, correlationId });

    const publicationId = uuidv7();
    const answer: UploadAnswer = { publicationId, publishId: null, status: 'queued' };
    const isNew = await db.transaction(async (tx) => {
      if (keyed && !(await claimKey(tx, keyed, answer))) return false;
      const media = await lockMedia(tx, { workspaceId, mediaId }, 'share');
      if (!media) throw errors.mediaNotFound();
      if (media.status !== 'ready' || media.sizeBytes === null) throw errors.mediaNotReady();
      if (media.container === 'other') throw errors.mediaFormatUnsupported();

      const postId = uuidv7();
      const item = await insertPost(
        tx,
        {
          id: postId,
          workspaceId,
          clientId,
          source: 'FILE_UPLOAD',
          mode: request.mode,
          mediaId,
          postInfo: request.postInfo ?? {},
        },
        {
          id: publicationId,
          postId,
          workspaceId,
          accountId: request.accountId,
          platform: 'tiktok',
          status: 'queued',
          correlationId,
          totalBytes: media.sizeBytes,
        },
      );
      await tx.insert(publishAttempts).values({
        id: uuidv7(),
        publicationId,
        step: 'accept',
        startedAt: sql`now()`,
        endedAt: sql`now()`,
        outcome: 'ok',
        status: 'queued',
        version: item.publication.version,
      });
      await writeEvent(tx, outbox, statusEvent(item, null));
      await addPublishJob(tx, item.publication);
      return true;
    });
    if (isNew || !keyed) return answer;
    return (await earlierAnswer(db, keyed)) as UploadAnswer;
  };
}

/** What a schema cannot say. Returns the media id. */
function checkRequest({ source, mediaId, videoUrl, mode, postInfo = {} }: UploadRequest): string {
  if (source !== 'FILE_UPLOAD' || videoUrl !== undefined) throw errors.sourceNotSupported();
  if (mediaId === undefined) throw errors.mediaNotFound({ message: 'mediaId is missing' });
  if ((postInfo.title ?? '').length > maxCaptionLength) throw errors.captionTooLong();
  if (mode === 'direct' && postInfo.privacyLevel === undefined) throw errors.privacyLevelRequired();
  if (postInfo.brandContentToggle && postInfo.privacyLevel === 'SELF_ONLY') {
    throw errors.brandedContentNotPrivate();
  }
  return mediaId;
}
