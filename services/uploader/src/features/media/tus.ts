import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Database } from '@postbus/db';
import { AppError, type Caller } from '@postbus/service-kit';
import { maxVideoSize } from '@postbus/tiktok';
import { type KvStore, Server, Upload } from '@tus/server';
import { v7 as uuidv7 } from 'uuid';
import { errors } from '../../errors.ts';
import { checkedBody, checksumAlgorithms } from './checksum.ts';
import type { MediaFiles } from './files.ts';
import { findMediaById, insertMedia, saveSize } from './repository.ts';
import type { MediaService } from './service.ts';
import { claimStorage } from './storage-quota.ts';

/** What the hooks of the tus server need to know of a request, and what went wrong in them. */
interface Passage {
  caller: Caller;
  error?: AppError;
}

export interface TusRequest {
  raw: IncomingMessage;
  url: URL;
  caller: Caller;
}

/**
 * The tus 1.0 protocol (tus.io/protocols/resumable-upload) over files and the table of media. How far an upload is, the
 * file itself tells, so it can be gone on with after any crash. Returns the answer; raises an `AppError` instead of one of 400 or above.
 */
export function createTus(options: {
  db: Database;
  files: MediaFiles;
  media: MediaService;
  path: string;
  /** How long an upload may take. */
  uploadMs: number;
  /** How many bytes a workspace may store. */
  workspaceBytes: number;
}) {
  const { db, files, media, path, uploadMs, workspaceBytes } = options;
  const passages = new WeakMap<object, Passage>();
  const callerOf = (request: object): Caller => {
    const passage = passages.get(request);
    if (!passage) throw new Error('a tus request that did not come through handle()');
    return passage.caller;
  };

  const server = new Server({
    path,
    relativeLocation: true,
    maxSize: maxVideoSize,
    datastore: files.tusStore({ uploads: uploadsOf(db), expireMs: uploadMs }),
    namingFunction: () => uuidv7(),
    async onUploadCreate(request, upload) {
      const { clientId, workspaceId } = callerOf(request);
      const metadata = upload.metadata ?? {};
      const sizeBytes = upload.size ?? null;
      await db.transaction(async (tx) => {
        await claimStorage(tx, { workspaceId, sizeBytes, limitBytes: workspaceBytes });
        await insertMedia(tx, {
          ...{
            id: upload.id,
            workspaceId,
            clientId,
            sizeBytes,
            metadata,
            fileName: metadata.filename ?? null,
          },
          convert: metadata.convert === 'true',
          status: 'uploading',
        });
      });
      return {};
    },
    async onIncomingRequest(request, mediaId) {
      // An upload that is being created has no row yet.
      if (request.method === 'POST') return;
      const { status } = await media.get(callerOf(request).workspaceId, mediaId);
      // Not by this way.
      if (status === 'importing' || status === 'failed') throw errors.mediaNotFound();
    },
    async onUploadFinish(_request, { id }) {
      await media.finish(id);
      return {};
    },
    onResponseError(request, error) {
      const passage = passages.get(request);
      if (passage) passage.error = toAppError(error);
      return undefined;
    },
  });

  const pass = async ({ raw, url, caller }: TusRequest, body: Readable): Promise<Response> => {
    const request = new Request(url, {
      method: raw.method ?? 'GET',
      headers: headersOf(raw),
      ...(raw.method === 'PATCH' || raw.method === 'POST'
        ? { body: Readable.toWeb(body) as ReadableStream, duplex: 'half' }
        : {}),
    });
    const passage: Passage = { caller };
    passages.set(request, passage);
    const response = await server.handleWeb(request);
    if (response.status >= 400) throw passage.error ?? errorOfStatus(response.status);
    if (raw.method === 'OPTIONS') {
      response.headers.append('tus-extension', 'checksum');
      response.headers.set('tus-checksum-algorithm', checksumAlgorithms.join(','));
    }
    return response;
  };

  return {
    async handle({ raw, url, caller }: TusRequest): Promise<Response> {
      const checksum = raw.headers['upload-checksum'];
      if (typeof checksum !== 'string' || (raw.method !== 'PATCH' && raw.method !== 'POST'))
        return pass({ raw, url, caller }, raw);
      const { body, remove } = await checkedBody(raw, checksum, files.scratchPath());
      try {
        return await pass({ raw, url, caller }, body);
      } finally {
        await remove();
      }
    },
  };
}

/** What tus keeps about an upload is the row in the database. The row is made and removed elsewhere. */
const uploadsOf = (db: Database): KvStore => ({
  async get(mediaId) {
    const row = await findMediaById(db, mediaId);
    if (!row) return undefined;
    return new Upload({
      id: row.id,
      offset: 0,
      metadata: row.metadata,
      creation_date: row.createdAt.toISOString(),
      ...(row.sizeBytes !== null && { size: row.sizeBytes }),
    });
  },
  async set(mediaId, { size }) {
    if (size !== undefined) await saveSize(db, mediaId, size);
  },
  async delete() {},
});

function headersOf(raw: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const status =
    typeof error === 'object' && error !== null && 'status_code' in error ? error.status_code : 500;
  return errorOfStatus(typeof status === 'number' ? status : 500, error);
}

function errorOfStatus(status: number, cause?: unknown): AppError {
  if (status === 404) return errors.mediaNotFound();
  if (status === 409) return errors.uploadOffsetConflict();
  if (status === 410) return errors.mediaGone();
  if (status === 412) return errors.tusVersionUnsupported();
  if (status === 413) return errors.mediaTooLarge();
  return status >= 500 ? errors.uploadInterrupted({ cause }) : errors.uploadMalformed();
}
