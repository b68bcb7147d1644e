import type { Database } from '@postbus/db';
import { AppError, type Logger } from '@postbus/service-kit';
import { errors } from '../../errors.ts';
import { addMediaJob } from '../../jobs/add-media-job.ts';
import { isConvertible } from '../encoding/conversion.ts';
import { runEncoder } from '../encoding/run-encoder.ts';
import { isMediaInUse } from '../publications/repository.ts';
import { type MediaFiles, renditionOf } from './files.ts';
import { isSideInRange, type PhotoFacts, pictureSides, readPhoto } from './photo.ts';
import { probeVideo, type VideoFacts } from './probe.ts';
import { deleteMedia, findMedia, findMediaById, lockMedia, type Media, saveFacts } from './repository.ts';
import { writeFile } from './write-file.ts';

export interface MediaService {
  /** A media of the workspace, probed if its last byte came before a crash. Raises `media_not_found` and what `finish` raises. */
  get(workspaceId: string, mediaId: string): Promise<Media>;
  /**
   * Looks into a complete file, and has it converted if that was asked for and helps. Raises `media_unreadable`,
   * `media_truncated`, `photo_size_unsupported` or `photo_too_heavy` after removing what cannot be used.
   */
  finish(mediaId: string): Promise<void>;
  /** The same for a file that was fetched; it stays as it is if it cannot be used. */
  finishImport(mediaId: string): Promise<void>;
  /** The same for a file that was made here: it is not made into another one again. */
  finishEncoding(mediaId: string): Promise<void>;
  /**
   * Has a video that TikTok would refuse made into one that it takes; others stay as they are. Raises `media_not_found`,
   * `media_not_ready` or `media_of_other_kind`.
   */
  convert(workspaceId: string, mediaId: string): Promise<Media>;
  /** Removes file and row. Raises `media_not_found`, or `media_in_use` while a publication or a slideshow needs it. */
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
  const inspect = async (mediaId: string, mayConvert: boolean): Promise<void> => {
    const found = await files.stat(mediaId);
    if (found === null) throw errors.mediaGone();
    const { sizeBytes } = found;
    const facts =
      (await probeVideo(files.source(mediaId))) ??
      (await lookAtPhoto(mediaId)) ??
      (mayConvert ? await examine(mediaId) : null);
    if (!facts) throw errors.mediaUnreadable();
    const problem = photoProblem(facts, sizeBytes);
    if (problem) throw problem;
    if (mayConvert && facts.kind === 'video' && isConvertible(facts))
      await beginEncoding(mediaId, ['uploading', 'importing'], { ...facts, sizeBytes });
    else {
      const from: Media['status'][] = ['uploading', 'importing', 'encoding'];
      await saveFacts(db, { mediaId, from }, { ...facts, sizeBytes, status: 'ready' });
    }
  };

  /** Of several that want it, one begins it. */
  const beginEncoding = (
    mediaId: string,
    from: Media['status'][],
    facts: Partial<VideoFacts> & { sizeBytes?: number } = {},
  ) =>
    db.transaction(async (tx) => {
      if (await saveFacts(tx, { mediaId, from }, { ...facts, status: 'encoding' }))
        await addMediaJob(tx, 'encode', mediaId);
    });

  const lookAtPhoto = async (mediaId: string): Promise<PhotoFacts | null> => {
    const { path, giveBack } = await files.borrow(mediaId);
    try {
      const photo = await readPhoto(path);
      if (photo?.rendition) await writeFile(files, renditionOf(mediaId), photo.rendition);
      return photo?.facts ?? null;
    } finally {
      await giveBack();
    }
  };

  /** Files that only the encoder reads, such as AVI. */
  const examine = async (mediaId: string): Promise<VideoFacts | null> => {
    const { path, giveBack } = await files.borrow(mediaId);
    try {
      const found = await runEncoder({ kind: 'examine', path });
      return found && { kind: 'video', container: 'other', mimeType: 'application/octet-stream', ...found };
    } finally {
      await giveBack();
    }
  };

  const finish = async (mediaId: string): Promise<void> => {
    const row = await findMediaById(db, mediaId);
    if (!row) throw errors.mediaNotFound();
    if (row.status !== 'uploading') return;
    try {
      await inspect(mediaId, row.convert);
    } catch (error) {
      if (!(error instanceof AppError) || error.retry !== 'never') throw error;
      logger.info({ mediaId, code: error.code }, 'an uploaded file cannot be used and is removed');
      await deleteMedia(db, mediaId);
      await files.remove(mediaId);
      throw error;
    }
  };

  const get = async (workspaceId: string, mediaId: string): Promise<Media> => {
    // File names are made of ids, so nothing but an id may get there.
    const found = uuid.test(mediaId) ? await findMedia(db, { workspaceId, mediaId }) : null;
    if (!found) throw errors.mediaNotFound();
    if (found.status !== 'uploading' || !(await isComplete(found, files))) return found;
    await finish(mediaId);
    return (await findMedia(db, { workspaceId, mediaId })) ?? found;
  };

  return {
    get,
    finish,
    async finishImport(mediaId) {
      const row = await findMediaById(db, mediaId);
      if (row) await inspect(mediaId, row.convert);
    },
    finishEncoding: (mediaId) => inspect(mediaId, false),
    async convert(workspaceId, mediaId) {
      const row = await get(workspaceId, mediaId);
      const { status, kind } = row;
      if (status === 'encoding') return row;
      if (status !== 'ready') throw errors.mediaNotReady();
      if (kind !== 'video') throw errors.mediaOfOtherKind({ details: { mediaId, kind } });
      // A publication that needs it is of a video that TikTok takes: it is not made into another one.
      if (isConvertible(row)) await beginEncoding(mediaId, ['ready']);
      return get(workspaceId, mediaId);
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
  return sizeBytes !== null && (await files.stat(id))?.sizeBytes === sizeBytes;
}
