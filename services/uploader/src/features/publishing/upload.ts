import { type ChunkPlan, chunkPlan, TikTokError, uploadedBytesOf, type VideoType } from '@postbus/tiktok';
import { errors } from '../../errors.ts';
import type { AccountRef } from '../../integrations/account-tokens.ts';
import { findMediaById } from '../media/repository.ts';
import { factOfStatus } from '../publications/platform-facts.ts';
import {
  claimLastChunk,
  hasEarlierUpload,
  saveConfirmedBytes,
  type WorkItem,
} from '../publications/repository.ts';
import { applyFact } from '../publications/state.ts';
import { LeaseLostError } from '../publications/write-rows.ts';
import { judgeFailure } from './judge-failure.ts';
import { nextLook, outcomeOf, rowChange } from './next-look.ts';
import { settleUpload } from './settle-upload.ts';
import { begin, type Hold, move, type Step, type StepTools } from './step.ts';

const urlIsDead = new Set(['upload_url_expired', 'upload_unknown']);

/**
 * Sends the bytes, from the last one that TikTok confirmed. From here on the publish task is never begun anew unless
 * TikTok itself says that it has failed or is gone.
 */
export const upload: Step = async (item, hold, tools) => {
  const { publication } = item;
  const { publishId, chunkSize, uploadUrlEncrypted } = publication;
  if (publishId === null || chunkSize === null || uploadUrlEncrypted === null) {
    throw new Error('a publication in upload without a publish task');
  }
  const plan = chunkPlan({ videoSize: publication.totalBytes, chunkSize });
  const isResumed = await hasEarlierUpload(tools.db, publication);
  await begin(item, hold, { db: tools.db, step: 'upload' });

  if (isResumed) {
    // How far did the run get that was cut off? It may even have sent the last byte.
    const answer = await askQuietly({ ...publication, publishId }, hold, tools);
    const change = answer && applyFact(publication, factOfStatus(answer, publication.totalBytes));
    if (change) {
      return move(item, hold, {
        tools,
        change: rowChange(item, change, tools.clock()),
        ending: { outcome: outcomeOf(change) },
        next: nextLook(item, change, tools.statusPollMs),
      });
    }
    await confirm(item, hold, { tools, bytes: answer && uploadedBytesOf(answer, plan) });
  }

  const uploadUrl = tools.uploadUrls.open(uploadUrlEncrypted, publication.id);
  try {
    await sendBytes(item, hold, { tools, plan, uploadUrl, publishId, isResumed });
  } catch (error) {
    return endBrokenUpload(item, hold, { tools, error });
  }
  return move(item, hold, {
    tools,
    change: { status: 'processing', uploadUrlEncrypted: null, uploadUrlExpiresAt: null },
    ending: { outcome: 'ok' },
    next: { delayMs: tools.statusPollMs },
  });
};

interface Sending {
  tools: StepTools;
  plan: ChunkPlan;
  uploadUrl: string;
  publishId: string;
  /** Whether an earlier run may have sent some bytes. */
  isResumed: boolean;
}

async function sendBytes(item: WorkItem, hold: Hold, { tools, plan, ...task }: Sending): Promise<void> {
  const { publication } = item;
  const mediaId = videoOf(item);
  await tools.tiktok.uploadChunks({
    uploadUrl: task.uploadUrl,
    contentType: await contentType(item, tools),
    plan,
    async openRange(first, last) {
      const isLast = last === plan.videoSize - 1;
      if (
        isLast &&
        !(await claimLastChunk(tools.db, { publicationId: publication.id, leaseId: hold.leaseId }))
      )
        throw new LeaseLostError();
      return tools.files.openRange(mediaId, first, last);
    },
    // Left out on the first run: then nothing can be there that we do not know of.
    ...(task.isResumed && { fromByte: publication.confirmedBytes }),
    onProgress: (bytes) => confirm(item, hold, { tools, bytes }),
    fetchUploadedBytes: async () => {
      const answer = await askQuietly({ ...publication, publishId: task.publishId }, hold, tools);
      return answer && uploadedBytesOf(answer, plan);
    },
    signal: hold.signal,
  });
}

async function endBrokenUpload(
  item: WorkItem,
  hold: Hold,
  { tools, error }: { tools: StepTools; error: unknown },
): Promise<WorkItem | null> {
  if (!(error instanceof TikTokError)) throw error;
  if (urlIsDead.has(error.code)) return settleUpload(item, hold, { tools, error });
  const { kind, failure } = judgeFailure(error);
  if (kind === 'wait' || !error.outcomeUnknown) throw error;
  // TikTok may have all bytes and publish them yet: only TikTok can say.
  const { code, message, logId } = failure;
  return move(item, hold, {
    tools,
    change: { status: 'unconfirmed', failure, uploadUrlEncrypted: null, uploadUrlExpiresAt: null },
    ending: { outcome: 'waits', code, message, logId },
    next: { delayMs: tools.statusPollMs },
  });
}

/** Saves that TikTok holds this many bytes. It never takes back what was confirmed before. */
async function confirm(
  item: WorkItem,
  { leaseId }: Hold,
  { tools, bytes }: { tools: StepTools; bytes: number | null },
): Promise<void> {
  const { publication } = item;
  if (bytes === null || bytes <= publication.confirmedBytes) return;
  const fence = { publicationId: publication.id, leaseId };
  if (!(await saveConfirmedBytes(tools.db, { ...fence, confirmedBytes: bytes }))) throw new LeaseLostError();
  publication.confirmedBytes = bytes;
  publication.failures = 0;
  tools.progress(item);
}

function videoOf({ post }: WorkItem): string {
  const [mediaId] = post.mediaIds;
  if (mediaId === undefined) throw errors.mediaMissing();
  return mediaId;
}

async function contentType(item: WorkItem, { db }: StepTools): Promise<VideoType> {
  const media = await findMediaById(db, videoOf(item));
  if (media?.container === 'mp4') return 'video/mp4';
  if (media?.container === 'quicktime') return 'video/quicktime';
  if (media?.container === 'webm') return 'video/webm';
  throw media ? errors.videoUnsupported() : errors.mediaMissing();
}

/** The status, or null if it cannot be had just now: the upload itself needs no token, so it goes on without. */
async function askQuietly(
  task: AccountRef & { publishId: string },
  { signal }: Hold,
  { accounts, logger }: StepTools,
) {
  try {
    return await accounts.status(task, task.publishId);
  } catch (error) {
    signal.throwIfAborted();
    logger.info({ err: error }, 'could not ask how much of an upload is there');
    return null;
  }
}
