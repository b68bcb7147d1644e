import type { Database } from '@postbus/db';
import type { Logger } from '@postbus/service-kit';
import type { TikTokClient } from '@postbus/tiktok';
import type { TikTokAccounts } from '../../integrations/tiktok-accounts.ts';
import type { MediaFiles } from '../media/files.ts';
import type { MediaUrls } from '../media/media-urls.ts';
import { type AttemptEnd, beginAttempt } from '../publications/attempts.ts';
import type { WorkItem } from '../publications/repository.ts';
import { saveTransition, saveWait, type Transition, type Wait } from '../publications/save.ts';
import type { UploadUrls } from './upload-urls.ts';

/** What every step may use. */
export interface StepTools {
  db: Database;
  /** For the bytes, which need no token. */
  tiktok: Pick<TikTokClient, 'uploadChunks'>;
  accounts: TikTokAccounts;
  files: MediaFiles;
  uploadUrls: UploadUrls;
  /** Addresses under which TikTok fetches files from here. */
  mediaUrls: MediaUrls;
  logger: Logger;
  clock: () => number;
  random: () => number;
  /** The first gap between questions about a status. */
  statusPollMs: number;
  /** The first gap between looks for a post among the creator's public ones. */
  firstSearchMs: number;
  /** Tells whoever listens how many bytes are sent. Best effort. */
  progress(item: WorkItem): void;
  /** Told of every transition after it is committed. */
  onTransition(before: WorkItem, after: WorkItem): void;
}

/** One worker's hold on one publication, for the time of its steps. */
export interface Hold {
  leaseId: string;
  /** Aborted when the lease is lost or the process is told to end. */
  signal: AbortSignal;
  /** The attempt that is under way. */
  attempt: Pick<AttemptEnd, 'id' | 'step'> | undefined;
}

/** A step takes an item and returns it as it is afterwards to go on at once, or null when there is nothing to do just now. */
export type Step = (item: WorkItem, hold: Hold, tools: StepTools) => Promise<WorkItem | null>;

/** Writes that a step has begun. */
export async function begin(
  item: WorkItem,
  hold: Hold,
  { db, step }: { db: Database; step: AttemptEnd['step'] },
): Promise<void> {
  hold.attempt = { id: await beginAttempt(db, item.publication, step), step };
}

type Ending = Omit<AttemptEnd, 'id' | 'step'>;

/** Commits a transition under the hold's lease. */
export async function move(
  item: WorkItem,
  hold: Hold,
  {
    tools,
    ending,
    ...transition
  }: Pick<Transition, 'change' | 'next'> & { tools: StepTools; ending: Ending },
): Promise<WorkItem | null> {
  const attempt = { ...(hold.attempt ?? { step: 'accept' as const }), ...ending };
  const after = await tools.db.transaction((tx) =>
    saveTransition(tx, { ...transition, item, leaseId: hold.leaseId, attempt }),
  );
  hold.attempt = undefined;
  tools.onTransition(item, after);
  return transition.next === 'go on' ? after : null;
}

/** Commits that nothing has changed and when to look again. */
export async function wait(
  item: WorkItem,
  hold: Hold,
  { tools, ending, ...rest }: Pick<Wait, 'change' | 'delayMs'> & { tools: StepTools; ending: Ending },
): Promise<null> {
  const attempt = { ...(hold.attempt ?? { step: 'accept' as const }), ...ending };
  await tools.db.transaction((tx) => saveWait(tx, { ...rest, item, leaseId: hold.leaseId, attempt }));
  hold.attempt = undefined;
  return null;
}
