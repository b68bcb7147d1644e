import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from './clock.ts';
import type { Faults } from './control/faults.ts';
import type { Journal } from './control/journal.ts';
import type { Processing } from './processing/processing.ts';
import type { Seed, Store } from './state/store.ts';
import type { Webhooks } from './webhooks/webhooks.ts';

/** What every part of the sandbox works with. */
export interface Sandbox {
  store: Store;
  seed: Seed;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Where the videos lie. */
  dataDir: string;
  /** The address of this server as clients reach it, without a final slash. */
  publicUrl(): string;
  journal: Journal;
  faults: Faults;
  webhooks: Webhooks;
  processing: Processing;
  /** Says that the state has changed and is to be saved. */
  changed(): void;
  /** Aborted when the sandbox closes. */
  closing: AbortSignal;
  /** Deletes every video file. */
  removeVideos(): Promise<void>;
}

/** The file of a task's video. Publish ids hold no character that a file system minds. */
export const videoPath = (sandbox: Pick<Sandbox, 'dataDir'>, publishId: string) =>
  join(sandbox.dataDir, `${publishId}.video`);
