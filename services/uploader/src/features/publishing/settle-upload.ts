import { TikTokError } from '@postbus/tiktok';
import { factOfStatus } from '../publications/platform-facts.ts';
import type { WorkItem } from '../publications/repository.ts';
import { applyFact, type TaskChange } from '../publications/state.ts';
import { judgeFailure } from './judge-failure.ts';
import { nextLook, rowChange } from './next-look.ts';
import { type Hold, move, type StepTools } from './step.ts';

/** Right after an init TikTok may not know the task yet; after this long, not knowing it means that it is gone. */
const taskIsKnownAfterMs = 10 * 60 * 1000;

/**
 * What becomes of an upload whose URL is of no more use before all bytes were confirmed, because it lives an hour only.
 *
 * - TikTok has them all after all: it is in processing, or already settled.
 * - TikTok says that the task has failed or that there is none: nothing can come of it, so another one is begun.
 * - Otherwise nobody but TikTok knows: `unconfirmed`, and TikTok is asked until it says.
 */
export async function settleUpload(
  item: WorkItem,
  hold: Hold,
  { tools, error }: { tools: StepTools; error: TikTokError },
): Promise<WorkItem | null> {
  const change = (await whatTikTokSays(item, tools)) ?? expired(error);
  return move(item, hold, {
    tools,
    change: rowChange(item, change, tools.clock()),
    ending: {
      outcome: change.restart ? 'restart' : 'waits',
      code: error.code,
      message: error.message,
      logId: error.logId,
    },
    next: nextLook(item, change, tools.statusPollMs),
  });
}

async function whatTikTokSays({ publication }: WorkItem, tools: StepTools): Promise<TaskChange | null> {
  const { publishId } = publication;
  if (publishId === null) return null;
  try {
    const answer = await tools.accounts.status(publication, publishId);
    return applyFact(publication, factOfStatus(answer, publication.totalBytes));
  } catch (error) {
    const age = tools.clock() - publication.statusSince.getTime();
    const isGone = error instanceof TikTokError && error.code === 'invalid_publish_id';
    // The account may be gone for good. Nobody knows then what became of the task.
    if (judgeFailure(error).kind === 'fail') return null;
    if (!isGone || age < taskIsKnownAfterMs) throw error;
    return applyFact(publication, { kind: 'failed', reason: error.code, disposition: error.disposition });
  }
}

const expired = ({ code, message, logId }: TikTokError): TaskChange => ({
  status: 'unconfirmed',
  failure: { code, message, logId, retryable: true },
});
