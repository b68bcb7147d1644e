import { rm } from 'node:fs/promises';
import type { Database } from '@postbus/db';
import {
  AppError,
  type Caller,
  type Idempotency,
  type KeyedRequest,
  type Logger,
} from '@postbus/service-kit';
import { v7 as uuidv7 } from 'uuid';
import { errors } from '../../errors.ts';
import { addMediaJob } from '../../jobs/add-media-job.ts';
import { type MediaFiles, renditionOf } from '../media/files.ts';
import {
  findMediaById,
  insertMedia,
  lockMedia,
  type Media,
  markFailed,
  saveProgress,
} from '../media/repository.ts';
import type { MediaService } from '../media/service.ts';
import { claimStorage } from '../media/storage-quota.ts';
import { targetOf } from './conversion.ts';
import { EncoderRefusal, type EncoderRun, runEncoder } from './run-encoder.ts';
import { slideshowProblem } from './slideshow-rules.ts';

export interface SlideshowRequest {
  caller: Caller;
  slideshow: NonNullable<Media['slideshow']>;
  fileName: string | undefined;
  keyed: KeyedRequest | undefined;
}

export type MediaEncoder = ReturnType<typeof createMediaEncoder>;

/** Makes videos: of images, and of what TikTok would refuse. */
export function createMediaEncoder(options: {
  db: Database;
  idempotency: Idempotency;
  files: MediaFiles;
  media: MediaService;
  logger: Logger;
  /** How many bytes a workspace may store. */
  workspaceBytes: number;
}) {
  const { db, idempotency, files, media, logger, workspaceBytes } = options;

  return {
    /**
     * Writes down that a slideshow is to be made, once for an `Idempotency-Key`. Returns the id of the video. Raises
     * `media_not_found`, `media_not_ready`, `media_of_other_kind` or `slideshow_image_unsupported` with the image, and
     * `storage_full`.
     */
    async beginSlideshow({ caller, slideshow, fileName, keyed }: SlideshowRequest): Promise<string> {
      return idempotency.once(keyed, async (tx) => {
        const id = uuidv7();
        const { workspaceId, clientId } = caller;
        await claimStorage(tx, { workspaceId, sizeBytes: null, limitBytes: workspaceBytes });
        // Locked: none of them is deleted before this one says that it needs them.
        const images = await lockMedia(tx, { workspaceId, mediaIds: slideshow.mediaIds });
        const problem = slideshowProblem(slideshow.mediaIds, images);
        if (problem) throw problem;
        await insertMedia(tx, {
          ...{
            id,
            workspaceId,
            clientId,
            sizeBytes: null,
            metadata: {},
            fileName: fileName ?? null,
            slideshow,
          },
          status: 'encoding',
        });
        await addMediaJob(tx, 'encode', id);
        return id;
      });
    },

    /**
     * Makes the video, from its beginning every time. Raises what may pass, so that the job is tried again; what the files
     * are to blame for, and the last failure, is written to the row.
     */
    async run(mediaId: string, { signal, isLastTry }: { signal: AbortSignal; isLastTry: boolean }) {
      const row = await findMediaById(db, mediaId);
      if (row?.status !== 'encoding') return;
      const outPath = files.scratchPath();
      const run = { signal, onProgress: progressOf(mediaId) };
      try {
        if (row.slideshow) await renderSlideshow(row.slideshow, outPath, run);
        else await convert(row, outPath, run);
        await files.put(mediaId, outPath);
        await media.finishEncoding(mediaId);
      } catch (error) {
        await rm(outPath, { force: true });
        const isFinal =
          error instanceof EncoderRefusal || (error instanceof AppError && error.retry === 'never');
        if (signal.aborted || !(isFinal || isLastTry)) throw error;
        logger.warn({ err: error, mediaId }, 'a video could not be made');
        const { code, message } = error instanceof AppError ? error : errors.encodingFailed();
        // The row last: after a crash in between the job begins again.
        await files.remove(mediaId);
        await markFailed(db, mediaId, { code, message });
      }
    },

    /** The picture that a video shows at a moment, as a JPEG. Raises `cover_unavailable`. */
    async coverOf(
      { id, kind, status }: Media,
      timestampMs: number,
      signal: AbortSignal,
    ): Promise<Uint8Array> {
      if (status !== 'ready' || kind !== 'video') throw errors.coverUnavailable();
      const { path, giveBack } = await files.borrow(id);
      try {
        return await runEncoder({ kind: 'cover', path, timestampMs }, { signal });
      } catch (error) {
        throw error instanceof EncoderRefusal ? errors.coverUnavailable({ cause: error }) : error;
      } finally {
        await giveBack();
      }
    },
  };

  function progressOf(mediaId: string) {
    return (share: number) => {
      saveProgress(db, mediaId, share).catch((error) =>
        logger.warn({ err: error, mediaId }, 'could not note how much of a video is made'),
      );
    };
  }

  async function convert(row: Media, outPath: string, run: EncoderRun): Promise<void> {
    const { path, giveBack } = await files.borrow(row.id);
    try {
      const durationMs = row.durationMs ?? 0;
      await runEncoder({ kind: 'convert', path, outPath, durationMs, target: targetOf(row) }, run);
    } finally {
      await giveBack();
    }
  }

  async function renderSlideshow(
    { mediaIds, ...look }: NonNullable<Media['slideshow']>,
    outPath: string,
    run: EncoderRun,
  ): Promise<void> {
    const images = await Promise.all(mediaIds.map((mediaId) => files.borrow(renditionOf(mediaId))));
    try {
      const paths = images.map(({ path }) => path);
      await runEncoder({ kind: 'slideshow', images: paths, outPath, ...look }, run);
    } finally {
      await Promise.all(images.map(({ giveBack }) => giveBack()));
    }
  }
}
