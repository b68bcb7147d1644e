import type { Database } from '@postbus/db';
import { AppError, type Logger } from '@postbus/service-kit';
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
   * Looks into a complete file. Raises `media_unreadable`, `media_truncated`, `photo_size_unsupported` or
   * `photo_too_heavy` after removing what cannot be used.
   */
  finish(mediaId: string): Promise<void>;
  /** The same for a file that was fetched; it stays as it is if it cannot be used. */
  finishImport(mediaId: string): Promise<void>;
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

  /** Looks into a complete file and writes what is in it. Raises what makes it unusable. */
  const inspect = async (mediaId: string): Promise<void> => {
    const path = files.path(mediaId);
    const sizeBytes = await files.size(mediaId);
    if (sizeBytes === null) throw errors.mediaGone();
    const facts = (await probeVideo(path)) ?? (await readPhoto(path, files.renditionPath(mediaId)));
    if (!facts) throw errors.mediaUnreadable();
    const problem = photoProblem(facts, sizeBytes);
    if (problem) throw problem;
    await markReady(db, mediaId, { ...facts, sizeBytes });
  };

  const finish = async (mediaId: string): Promise<void> => {
    try {
      await inspect(mediaId);
    } catch (error) {
      if (!(error instanceof AppError) || error.retry !== 'never') throw error;
      logger.info({ mediaId, code: error.code }, 'an uploaded file cannot be used and is removed');
      await deleteMedia(db, mediaId);
      await files.remove(mediaId);
      throw error;
    }
  };

  return {
    finish,
    finishImport: inspect,
    async get(workspaceId, mediaId) {
      // File names are made of ids, so nothing but an id may get there.
      const found = uuid.test(mediaId) ? await findMedia(db, { workspaceId, mediaId }) : null;
      if (!found) throw errors.mediaNotFound();
      if (found.status !== 'uploading' || !(await isComplete(found, files))) return found;
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

function photoProblem(facts: VideoFacts | PhotoFacts, sizeBytes: number): AppError | null {
  if (facts.kind !== 'photo') return null;
  const { width, height } = facts;
  if (sizeBytes > maxPhotoBytes)
    return errors.photoTooHeavy({ details: { sizeBytes, limitBytes: maxPhotoBytes } });
  if (isSideInRange(width) && isSideInRange(height)) return null;
  return errors.photoSizeUnsupported({ details: { width, height, ...pictureSides } });
}

/** Whether all bytes are there although nobody has looked into them: the process ended in between. */
async function isComplete({ id, sizeBytes }: Media, files: MediaFiles): Promise<boolean> {
  return sizeBytes !== null && (await files.size(id)) === sizeBytes;
}
