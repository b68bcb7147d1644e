import type { FastifyRequest } from 'fastify';
import { queryValue } from '../http/query.ts';
import { chunkLength } from '../posting/chunk-rules.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FileUpload, PublishTask } from '../state/publish-task.ts';
import { parseContentRange } from './content-range.ts';

const contentTypes = new Set(['video/mp4', 'video/quicktime', 'video/webm']);

/** A chunk to store, or the status to answer; with `progressOf` the answer says how far that task is. */
type Judgement =
  | { task: PublishTask; upload: FileUpload; first: number; contentType: string }
  | { status: number; progressOf?: PublishTask };

/** Judges the headers of an upload request (table of reference 5.2). */
export function judgeChunk(
  { store, clock }: Pick<Sandbox, 'store' | 'clock'>,
  request: FastifyRequest,
): Judgement {
  const task = store.tasks.get(store.uploads.get(queryValue(request, 'upload_id') ?? '') ?? '');
  const upload = task?.upload;
  if (!upload) return { status: 404 };
  if (queryValue(request, 'upload_token') !== upload.uploadToken || clock.now() >= upload.expiresAt) {
    return { status: 403 };
  }
  if (task.status === 'FAILED') return { status: 404 };

  const contentType = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const range = parseContentRange(request.headers['content-range']);
  if (!contentTypes.has(contentType) || !range || range.total !== upload.videoSize) return { status: 400 };
  const length = range.last - range.first + 1;
  if (Number(request.headers['content-length'] ?? -1) !== length) return { status: 400 };
  if (range.first !== task.bytes) {
    const isStored = range.last < task.bytes && store.settings.storedRange === '206';
    return isStored ? { status: 206, progressOf: task } : { status: 416 };
  }
  if (length !== chunkLength(upload, range.first)) return { status: 400 };
  return { task, upload, first: range.first, contentType };
}
