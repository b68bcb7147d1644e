import { planChunks } from '@postbus/tiktok';
import { errors } from '../../errors.ts';
import { isPulled } from '../posts/content.ts';
import { initOf } from './init-request.ts';
import { initialisePull } from './initialise-pull.ts';
import { readSources } from './read-sources.ts';
import { begin, move, type Step } from './step.ts';

/** Begins the publish task at TikTok. */
export const initialise: Step = (item, hold, tools) =>
  (isPulled(item.post) ? initialisePull : initialiseUpload)(item, hold, tools);

/**
 * Saves the task's id and upload URL before the first byte is sent.
 *
 * If the answer to the init is lost, or a crash comes before it is saved, another one is made. That is harmless for a
 * file upload: nothing is ever published from a task that gets no bytes.
 */
const initialiseUpload: Step = async (item, hold, tools) => {
  const { publication } = item;
  await begin(item, hold, { db: tools.db, step: 'init' });

  const [media] = await readSources(item, tools);
  if (media === undefined || media.storedBytes !== publication.totalBytes) throw errors.mediaMissing();

  const { videoSize, chunkSize, totalChunkCount } = planChunks(publication.totalBytes);
  const startedAtMs = tools.clock();
  const source = { source: 'FILE_UPLOAD' as const, videoSize, chunkSize, totalChunkCount };
  const init = await initOf(item, tools, { source, durationMs: media.durationMs });
  const { publishId, uploadUrl } = await tools.accounts.init(publication, init);
  if (uploadUrl === null) throw new Error('TikTok answered an init for a file upload without an upload URL');

  return move(item, hold, {
    tools,
    change: {
      status: 'uploading',
      publishId,
      uploadUrlEncrypted: tools.uploadUrls.seal(uploadUrl, publication.id),
      uploadUrlExpiresAt: tools.uploadUrls.expiresAt(startedAtMs),
      chunkSize,
      totalChunkCount,
      confirmedBytes: 0,
    },
    ending: { outcome: 'ok' },
    next: 'go on',
  });
};
