import type { Database } from '@postbus/db';
import type { Logger } from '@postbus/service-kit';
import { errors } from '../../errors.ts';
import { isMediaInUse } from '../publications/repository.ts';
import type { MediaFiles } from './files.ts';
import { probeVideo } from './probe.ts';
import { deleteMedia, findMedia, lockMedia, type Media, markReady } from './repository.ts';

export interface MediaService {
  /** A media of the workspace, probed if its last byte came before a crash. Raises `media_not_found`, `media_not_a_video`. */
  get(workspaceId: string, mediaId: string): Promise<Media>;
  /** Looks into a complete file. Raises `media_not_a_video` after removing what is none. */
  finish(mediaId: string): Promise<void>;
  /** Removes file and row. Raises `media_not_found`, or `media_in_use` while a publication needs it. */
  remove(workspaceId: string, mediaId: string): Promise<void>;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The rules for stored files. */
export function createMediaService(options: {
  db: Database;
  files: MediaFiles;
  logger: Logger;
}): MediaService {
  const { db, files, logger } = options;

  const finish = async (mediaId: string): Promise<void> => {
    const facts = await probeVideo(files.path(mediaId));
    if (facts) return markReady(db, mediaId, facts);
    logger.info({ mediaId }, 'an uploaded file is not a video and is removed');
    await deleteMedia(db, mediaId);
    await files.remove(mediaId);
    throw errors.mediaNotAVideo();
  };

  return {
    finish,
    async get(workspaceId, mediaId) {
      // File names are made of ids, so nothing but an id may get there.
      const found = uuid.test(mediaId) ? await findMedia(db, { workspaceId, mediaId }) : null;
      if (!found) throw errors.mediaNotFound();
      if (found.status === 'ready' || !(await isComplete(found, files))) return found;
      await finish(mediaId);
      return (await findMedia(db, { workspaceId, mediaId })) ?? found;
    },
    async remove(workspaceId, mediaId) {
      if (!uuid.test(mediaId)) throw errors.mediaNotFound();
      await db.transaction(async (tx) => {
        if (!(await lockMedia(tx, { workspaceId, mediaId }, 'update'))) throw errors.mediaNotFound();
        if (await isMediaInUse(tx, mediaId)) throw errors.mediaInUse();
        await deleteMedia(tx, mediaId);
      });
      await files.remove(mediaId);
    },
  };
}

/** Whether all bytes are there although nobody has looked into them: the process ended in between. */
async function isComplete({ id, sizeBytes }: Media, files: MediaFiles): Promise<boolean> {
  return sizeBytes !== null && (await files.size(id)) === sizeBytes;
}
