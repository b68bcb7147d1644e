import type { CloudEvent, PostStatusData } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { workspaceOf } from '../../projection/workspace-of.ts';
import { saveIfNewer } from './repository.ts';

const dateOrNull = (time: string | null): Date | null => (time === null ? null : new Date(time));

/** Brings the publication to the state that the event tells, unless a newer one is there already. */
export async function projectPost(db: Queryable, event: CloudEvent<PostStatusData>): Promise<void> {
  const { data } = event;
  await saveIfNewer(db, {
    publicationId: data.publicationId,
    workspaceId: workspaceOf(event),
    accountId: data.accountId,
    postbusPostId: data.postId,
    mode: data.mode,
    status: data.status,
    publishId: data.publishId,
    platformPostIds: data.platformPostIds,
    caption: data.caption,
    mediaId: data.mediaId,
    failure: data.failure,
    scheduledAt: dateOrNull(data.scheduledAt),
    publishedAt: dateOrNull(data.publishedAt),
    version: data.version,
    updatedAt: new Date(data.occurredAt),
  });
}
