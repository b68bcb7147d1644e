import type { PublishStatus } from '@postbus/tiktok';
import { factOfStatus } from '../publications/platform-facts.ts';
import type { WorkItem } from '../publications/repository.ts';
import { applyFact, type Failure } from '../publications/state.ts';
import { giveUpAfterMs, pollDelayMs } from './backoff.ts';
import { judgeFailure, type Verdict } from './judge-failure.ts';
import { nextLook, outcomeOf, rowChange } from './next-look.ts';
import { searchPosts } from './search-posts.ts';
import { begin, type Hold, move, type Step, type StepTools, wait } from './step.ts';

/**
 * Asks TikTok how a publish task stands, for when no webhook has come. The gaps grow, and after 72 hours the asking ends:
 * a task without a verdict is `unconfirmed` then, and a webhook may still settle it.
 */
export const askStatus: Step = async (item, hold, tools) => {
  const { publishId, statusSince, status, totalBytes } = item.publication;
  if (publishId === null && status === 'unconfirmed') return searchPosts(item, hold, tools);
  const isOver = tools.clock() - statusSince.getTime() > giveUpAfterMs;
  if (isOver || publishId === null) return stopAsking(item, hold, tools);

  await begin(item, hold, { db: tools.db, step: 'status' });
  const answer = await ask(item, hold, { tools, publishId });
  if ('kind' in answer) return askAgain(item, hold, { tools, verdict: answer });
  const change = applyFact(item.publication, factOfStatus(answer, totalBytes));
  if (!change) return askAgain(item, hold, { tools });
  return move(item, hold, {
    tools,
    change: rowChange(item, change, tools.clock()),
    ending: { outcome: outcomeOf(change) },
    next: nextLook(item, change, tools.statusPollMs),
  });
};

async function ask(
  { publication }: WorkItem,
  { signal }: Hold,
  { tools, publishId }: { tools: StepTools; publishId: string },
): Promise<PublishStatus | Verdict> {
  try {
    return await tools.accounts.status(publication, publishId);
  } catch (error) {
    signal.throwIfAborted();
    tools.logger.info({ err: error, publicationId: publication.id }, 'asking for a status failed');
    return judgeFailure(error);
  }
}

/** A question that fails says nothing about the post, so it never ends one: not even when the account is gone. */
function askAgain(
  item: WorkItem,
  hold: Hold,
  { tools, verdict }: { tools: StepTools; verdict?: Verdict },
): Promise<null> {
  const polls = item.publication.polls + 1;
  const gapMs = pollDelayMs(polls, tools.statusPollMs);
  const { code = null, message = null, logId = null } = verdict?.failure ?? {};
  return wait(item, hold, {
    tools,
    change: { polls },
    ending: { outcome: verdict ? 'retry' : 'waits', code, message, logId },
    delayMs: verdict?.kind === 'wait' ? Math.max(gapMs, verdict.delayMs ?? 0) : gapMs,
  });
}

const noVerdict: Failure = {
  code: 'no_verdict',
  message: 'TikTok gave no verdict within 72 hours; a webhook may still bring one',
  logId: null,
  retryable: false,
};

/** A post that is out there already only waits for more news; the others stay without a verdict. */
function stopAsking(item: WorkItem, hold: Hold, tools: StepTools): Promise<WorkItem | null> {
  hold.attempt = { step: 'status' };
  const { status } = item.publication;
  if (status === 'published' || status === 'inbox_delivered') {
    return wait(item, hold, { tools, ending: { outcome: 'waits' }, delayMs: null });
  }
  const { code, message } = noVerdict;
  return move(item, hold, {
    tools,
    change: { status: 'unconfirmed', failure: noVerdict },
    ending: { outcome: 'waits', code, message },
    next: null,
  });
}
