import { TikTokError } from '@postbus/tiktok';
import type { AroundCall } from '../../integrations/tiktok-accounts.ts';
import { findOpenInit, type WorkItem } from '../publications/repository.ts';
import type { Failure } from '../publications/state.ts';
import { LeaseLostError } from '../publications/write-rows.ts';
import { initOf, type Source } from './init-request.ts';
import { readSources } from './read-sources.ts';
import { canBeFound } from './search-posts.ts';
import { begin, type Hold, move, type Step, type StepTools } from './step.ts';

/**
 * Asks TikTok to fetch the files. From the moment that this is sent TikTok may publish: if the answer is lost, or a
 * crash comes before it is saved, it is never sent again. The publication is `unconfirmed` then, until a webhook, or
 * the list of the creator's public posts, tells what came of it.
 */
export const initialisePull: Step = async (item, hold, tools) => {
  const openInit = await findOpenInit(tools.db, item.publication.id);
  hold.attempt = { step: 'init', ...(openInit && { id: openInit }) };
  if (openInit) return leaveOpen(item, hold, tools);
  const { source, durationMs } = await sourceOf(item, tools);
  const init = await initOf(item, tools, { source, durationMs });
  let isAnswerOpen = false;
  const around: AroundCall = async (send) => {
    // Seen by whoever comes next if this process dies. Once, even if the call is made again with a new token.
    if (!hold.attempt?.id) await begin(item, hold, { db: tools.db, step: 'init' });
    isAnswerOpen = true;
    try {
      return await send();
    } catch (error) {
      if (error instanceof TikTokError && !error.outcomeUnknown) isAnswerOpen = false;
      throw error;
    }
  };
  try {
    const { publishId } = await tools.accounts.init(item.publication, init, around);
    return await move(item, hold, {
      tools,
      change: { status: 'processing', publishId },
      ending: { outcome: 'ok' },
      next: { delayMs: tools.statusPollMs },
    });
  } catch (error) {
    if (!isAnswerOpen || error instanceof LeaseLostError) throw error;
    tools.logger.warn({ err: error, publicationId: item.publication.id }, 'the answer to an init is lost');
    return await leaveOpen(item, hold, tools).catch(() => {
      // It could not be written either. The attempt stays open, and whoever comes next finds it: nothing else may end it.
      throw new LeaseLostError();
    });
  }
};

async function sourceOf(
  item: WorkItem,
  tools: StepTools,
): Promise<{ source: Source; durationMs: number | null }> {
  const { kind, videoUrl, postInfo } = item.post;
  if (videoUrl !== null) return { source: { source: 'PULL_FROM_URL', videoUrl }, durationMs: null };
  const media = await readSources(item, tools);
  const urls = media.map(({ id }) => tools.mediaUrls.urlOf(id));
  const { photoCoverIndex = 0 } = postInfo;
  if (kind === 'photo') return { source: { photoImages: urls, photoCoverIndex }, durationMs: null };
  return {
    source: { source: 'PULL_FROM_URL', videoUrl: urls[0] ?? '' },
    durationMs: media[0]?.durationMs ?? null,
  };
}

const unanswered: Failure = {
  code: 'outcome_unknown',
  message:
    'TikTok was asked to publish and the answer was lost; a webhook or the list of posts will tell what came of it',
  logId: null,
  retryable: false,
};

/** Ends the attempt: a later one, after TikTok has said what came of this, must not find it open. */
function leaveOpen(item: WorkItem, hold: Hold, tools: StepTools): Promise<WorkItem | null> {
  const { code, message } = unanswered;
  return move(item, hold, {
    tools,
    change: { status: 'unconfirmed', failure: unanswered },
    ending: { outcome: 'waits', code, message },
    next: canBeFound(item.post) ? { delayMs: tools.firstSearchMs } : null,
  });
}
