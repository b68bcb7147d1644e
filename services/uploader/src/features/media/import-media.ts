import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import {
  AddressRefusedError,
  AppError,
  type Caller,
  type GuardedFetch,
  type Idempotency,
  type KeyedRequest,
  type Logger,
} from '@postbus/service-kit';
import { maxVideoSize } from '@postbus/tiktok';
import { v7 as uuidv7 } from 'uuid';
import { sourceUrlColumn } from '../../encrypted-columns.ts';
import { errors } from '../../errors.ts';
import { addMediaJob } from '../../jobs/add-media-job.ts';
import { atMost } from './at-most.ts';
import type { MediaFiles } from './files.ts';
import { findMediaById, insertMedia, markFailed } from './repository.ts';
import type { MediaService } from './service.ts';
import { claimStorage } from './storage-quota.ts';

export interface ImportRequest {
  caller: Caller;
  url: string;
  fileName: string | undefined;
  /** Whether a video that TikTok would refuse is to be converted. */
  convert: boolean;
  keyed: KeyedRequest | undefined;
}

export type MediaImporter = ReturnType<typeof createMediaImporter>;

/** Fetches files from addresses that clients give. */
export function createMediaImporter({
  db,
  idempotency,
  files,
  media,
  fetcher,
  cipher,
  logger,
  workspaceBytes,
}: {
  db: Database;
  idempotency: Idempotency;
  files: MediaFiles;
  media: MediaService;
  fetcher: GuardedFetch;
  cipher: Cipher;
  logger: Logger;
  /** How many bytes a workspace may store. */
  workspaceBytes: number;
}) {
  const context = (mediaId: string) => ({ ...sourceUrlColumn.context, row: mediaId });

  return {
    /**
     * Writes down that a file is to be fetched, once for an `Idempotency-Key`. Returns the media's id. Raises
     * `import_address_refused` for what can be seen without asking anybody, and `storage_full`.
     */
    async begin({ caller, url, fileName, convert, keyed }: ImportRequest): Promise<string> {
      return idempotency.once(keyed, async (tx) => {
        try {
          fetcher.check(url);
        } catch (cause) {
          throw errors.importAddressRefused({ cause });
        }
        const id = uuidv7();
        const { workspaceId, clientId } = caller;
        await claimStorage(tx, { workspaceId, sizeBytes: null, limitBytes: workspaceBytes });
        await insertMedia(tx, {
          convert,
          ...{ id, workspaceId, clientId, sizeBytes: null, metadata: {}, fileName: fileName ?? null },
          status: 'importing',
          sourceUrlEncrypted: cipher.encrypt(url, context(id)),
        });
        await addMediaJob(tx, 'import', id);
        return id;
      });
    },

    /**
     * Fetches the file, from its beginning every time. Raises what may pass, so that the job is tried again; what stays
     * wrong, and the last failure, is written to the row.
     */
    async run(mediaId: string, { signal, isLastTry }: { signal: AbortSignal; isLastTry: boolean }) {
      const row = await findMediaById(db, mediaId);
      if (row?.status !== 'importing' || row.sourceUrlEncrypted === null) return;
      try {
        await download(mediaId, cipher.decrypt(row.sourceUrlEncrypted, context(mediaId)), signal);
        await media.finishImport(mediaId);
      } catch (error) {
        const final = finalError(error) ?? (isLastTry ? errors.importFailed() : null);
        if (!final) throw error;
        const { code, message } = final;
        logger.info({ mediaId, code }, 'a file could not be imported');
        // The row last: after a crash in between the job begins again.
        await files.remove(mediaId);
        await markFailed(db, mediaId, { code, message });
      }
    },
  };

  async function download(mediaId: string, url: string, signal: AbortSignal): Promise<void> {
    const { statusCode, headers, body } = await fetcher.get(url, { signal });
    if (statusCode !== 200) {
      await body.dump();
      throw refusalOf(statusCode);
    }
    if (Number(headers['content-length']) > maxVideoSize) {
      body.destroy();
      throw errors.mediaTooLarge();
    }
    // A path of its own: another process may still write, although its job was taken for dead.
    const path = files.scratchPath();
    try {
      await pipeline(body, atMost(maxVideoSize), createWriteStream(path), { signal });
      await files.put(mediaId, path);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }
}

/** What trying again does not help. */
function finalError(error: unknown): AppError | null {
  if (error instanceof AddressRefusedError) return errors.importAddressRefused();
  return error instanceof AppError && error.retry === 'never' ? error : null;
}

function refusalOf(statusCode: number): Error {
  const mayPass = statusCode >= 500 || statusCode === 408 || statusCode === 429;
  const message = `the server answered with ${statusCode}`;
  return mayPass ? new Error(message) : errors.importRefused({ message });
}
