import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from './clock.ts';
import type { Faults } from './control/faults.ts';
import type { Journal } from './control/journal.ts';
import type { Profiles } from './display/profiles.ts';
import type { Processing } from './processing/processing.ts';
import type { Seed, Store } from './state/store.ts';
import type { Pulls } from './transfer/pulls.ts';
import type { Webhooks } from './webhooks/webhooks.ts';

/** What every part of the sandbox works with. */
export interface Sandbox {
  store: Store;
  seed: Seed;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Where videos and photos lie. */
  dataDir: string;
  /** The address of this server as clients reach it, without a final slash. */
  publicUrl(): string;
  journal: Journal;
  faults: Faults;
  webhooks: Webhooks;
  profiles: Profiles;
  processing: Processing;
  pulls: Pulls;
  /** Says that the state has changed and is to be saved. */
  changed(): void;
  /** Deletes every video and photo. */
  removeMedia(): Promise<void>;
}

/** The file of a task's video, or of its photo at a place from 0. Publish ids hold no character that a file system minds. */
export const mediaPath = (sandbox: Pick<Sandbox, 'dataDir'>, publishId: string, at = 0) =>
  join(sandbox.dataDir, `${publishId}.${at}.media`);
