import { planChunks, type StartedPublish, type VideoPostInfo } from '@postbus/tiktok';
import { errors } from '../../errors.ts';
import { findMediaById } from '../media/repository.ts';
import { creatorProblems, withCreatorSettings } from './creator-rules.ts';
import { begin, move, type Step } from './step.ts';

/**
 * Begins the publish task at TikTok and saves its id and upload URL before the first byte is sent.
 *
 * If the answer to the init is lost, or a crash comes before it is saved, another one is made. That is harmless for a
 * file upload: nothing is ever published from a task that gets no bytes.
 */
export const initialise: Step = async (item, hold, tools) => {
  const { publication, post } = item;
  await begin(item, hold, { db: tools.db, step: 'init' });

  const media = await findMediaById(tools.db, post.mediaId);
  if (!media || (await tools.files.size(post.mediaId)) !== publication.totalBytes)
    throw errors.mediaMissing();

  const { videoSize, chunkSize, totalChunkCount } = planChunks(publication.totalBytes);
  const sourceInfo = { source: 'FILE_UPLOAD' as const, videoSize, chunkSize, totalChunkCount };
  const startedAtMs = tools.clock();
  const start = async (): Promise<StartedPublish> => {
    if (post.mode === 'inbox')
      return tools.accounts.initInboxVideo(publication, publication.id, { sourceInfo });
    const postInfo = directPostInfo(post.postInfo);
    const creator = await tools.accounts.creatorInfo(publication);
    const [problem] = creatorProblems(creator, postInfo, media);
    if (problem) throw problem;
    const allowed = withCreatorSettings(creator, postInfo);
    return tools.accounts.initDirectVideo(publication, publication.id, { postInfo: allowed, sourceInfo });
  };
  const { publishId, uploadUrl } = await start();
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

function directPostInfo({ privacyLevel, ...postInfo }: Partial<VideoPostInfo>): VideoPostInfo {
  if (!privacyLevel) throw errors.privacyLevelRequired();
  return { ...postInfo, privacyLevel };
}
