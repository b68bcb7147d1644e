import type { WorkItem } from '../publications/repository.ts';
import { giveUpAfterMs, retryDelayMs } from './backoff.ts';
import { judgeFailure } from './judge-failure.ts';
import { type Hold, move, type StepTools, wait } from './step.ts';

/**
 * Ends a step that raised an error: with a pause, or with the end of the publication. After 72 hours of pauses it ends
 * too, with the last error as the reason; a quota is waited for without end.
 */
export async function endFailedStep(
  item: WorkItem,
  hold: Hold,
  { tools, error }: { tools: StepTools; error: unknown },
): Promise<null> {
  const { publication } = item;
  const verdict = judgeFailure(error);
  const { failure } = verdict;
  const log = { publicationId: publication.id, step: hold.attempt?.step, code: failure.code };
  if (failure.code === 'internal_error') tools.logger.error({ ...log, err: error }, 'a step failed');
  else tools.logger.info(log, 'a step failed');

  const ending = { code: failure.code, message: failure.message, logId: failure.logId };
  const isPatient = verdict.kind === 'wait' && verdict.isPatient === true;
  const isTooLate = !isPatient && tools.clock() - publication.dueAt.getTime() > giveUpAfterMs;
  if (verdict.kind === 'fail' || isTooLate) {
    await move(item, hold, {
      tools,
      change: { status: 'failed', failure, uploadUrlEncrypted: null, uploadUrlExpiresAt: null },
      ending: { ...ending, outcome: 'failed' },
      next: null,
    });
    return null;
  }
  const failures = publication.failures + 1;
  return wait(item, hold, {
    tools,
    change: { failures },
    ending: { ...ending, outcome: 'retry' },
    delayMs: verdict.delayMs ?? retryDelayMs(failures, tools.random),
  });
}
