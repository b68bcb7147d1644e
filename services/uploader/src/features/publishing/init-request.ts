import type { PhotoSourceInfo, VideoSourceInfo } from '@postbus/tiktok';
import { errors } from '../../errors.ts';
import type { Init } from '../../integrations/tiktok-accounts.ts';
import type { WorkItem } from '../publications/repository.ts';
import { creatorProblems, withCreatorSettings } from './creator-rules.ts';
import type { StepTools } from './step.ts';

/** Where the bytes come from: a video's are sent or fetched, those of photos always fetched. */
export type Source = VideoSourceInfo | PhotoSourceInfo;

/**
 * The request that begins a publication's task. For a direct post the creator is asked first what is allowed now; one
 * that breaks a rule ends with the rule's error.
 */
export async function initOf(
  { publication, post }: WorkItem,
  { accounts }: StepTools,
  { source, durationMs }: { source: Source; durationMs: number | null },
): Promise<Init> {
  const { photoCoverIndex: _, isAigc, ...photoInfo } = post.postInfo;
  const { description: _text, autoAddMusic: _music, ...videoInfo } = photoInfo;
  if (post.mode === 'inbox') {
    if (!('photoImages' in source)) return { call: 'initInboxVideo', request: { sourceInfo: source } };
    const { title, description } = photoInfo;
    const postInfo = { ...(title && { title }), ...(description && { description }) };
    return { call: 'initInboxPhotos', request: { postInfo, sourceInfo: source } };
  }

  const { privacyLevel } = post.postInfo;
  if (!privacyLevel) throw errors.privacyLevelRequired();
  const creator = await accounts.creatorInfo(publication);
  const [problem] = creatorProblems(creator, post.postInfo, { durationMs });
  if (problem) throw problem;
  const aigc = isAigc === undefined ? {} : { isAigc };
  if (!('photoImages' in source)) {
    const postInfo = withCreatorSettings(creator, { ...videoInfo, ...aigc, privacyLevel });
    return { call: 'initDirectVideo', request: { postInfo, sourceInfo: source } };
  }
  const { disableDuet: _duet, disableStitch: _stitch, videoCoverTimestampMs: _cover, ...info } = photoInfo;
  const postInfo = { ...info, privacyLevel, ...(creator.commentDisabled && { disableComment: true }) };
  return { call: 'initDirectPhotos', request: { postInfo, sourceInfo: source, ...aigc } };
}
