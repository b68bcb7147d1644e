import type { Database } from '@postbus/db';
import type { Logger } from '@postbus/service-kit';
import { errors } from '../../errors.ts';
import { isMediaInUse } from '../publications/repository.ts';
import type { MediaFiles } from './files.ts';
import { isSideInRange, type PhotoFacts, pictureSides, readPhoto } from './photo.ts';
import { probeVideo, type VideoFacts } from './probe.ts';
import { deleteMedia, findMedia, lockMedia, type Media, markReady } from './repository.ts';

export interface MediaService {
  /** A media of the workspace, probed if its last byte came before a crash. Raises `media_not_found` and what `finish` raises. */
  get(workspaceId: string, mediaId: string): Promise<Media>;
  /**
   * Looks into a complete file. Raises `media_unreadable`, `photo_size_unsupported` or `photo_too_heavy` after removing
   * what cannot be used.
   */
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
    const path = files.path(mediaId);
    const facts = (await probeVideo(path)) ?? (await readPhoto(path, files.renditionPath(mediaId)));
    const problem = facts ? photoProblem(facts, await files.size(mediaId)) : errors.mediaUnreadable();
    if (facts && !problem) return markReady(db, mediaId, facts);
    logger.info({ mediaId, code: problem?.code }, 'a file cannot be used and is removed');
    await deleteMedia(db, mediaId);
    await files.remove(mediaId);
    throw problem;
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
        const [row] = await lockMedia(tx, { workspaceId, mediaIds: [mediaId] });
        if (!row) throw errors.mediaNotFound();
        if (await isMediaInUse(tx, mediaId)) throw errors.mediaInUse();
        await deleteMedia(tx, mediaId);
      });
      await files.remove(mediaId);
    },
  };
}

/** TikTok takes photos of 20 MB at most (developers.tiktok.com/doc/content-posting-api-media-transfer-guide). */
const maxPhotoBytes = 20_000_000;

function photoProblem(facts: VideoFacts | PhotoFacts, sizeBytes: number | null) {
  if (facts.kind !== 'photo') return null;
  const { width, height } = facts;
  if (sizeBytes !== null && sizeBytes > maxPhotoBytes)
    return errors.photoTooHeavy({ details: { sizeBytes, limitBytes: maxPhotoBytes } });
  if (isSideInRange(width) && isSideInRange(height)) return null;
  return errors.photoSizeUnsupported({ details: { width, height, ...pictureSides } });
}

/** Whether all bytes are there although nobody has looked into them: the process ended in between. */
async function isComplete({ id, sizeBytes }: Media, files: MediaFiles): Promise<boolean> {
  return sizeBytes !== null && (await files.size(id)) === sizeBytes;
}
