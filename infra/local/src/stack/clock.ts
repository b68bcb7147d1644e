import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from './platform.ts';
import type { StackSettings } from './settings.ts';

/** What makes the processes of a stack follow its clock file. */
export interface StackClock {
  file: string;
  env: Record<string, string>;
  nodeOptions: string[];
}

/** How often crm-sync looks for what is due, in seconds: when a day takes seconds, its usual 5 are too long. */
const collectPollSeconds = '0.5';

/** A clock that can be set, for a stack that wants one. With TikTok itself there is none: its time is real. */
export async function provideClock(
  { hasClock, dataDir, env, processEnv }: StackSettings,
  platform: Platform,
): Promise<StackClock | undefined> {
  if (!hasClock || platform.kind !== 'sandbox') return undefined;
  const file = join(dataDir, 'clock');
  // A new start is always in the present.
  await writeFile(file, '', { mode: 0o600 });
  const given = env.COLLECT_POLL_SECONDS ?? processEnv.COLLECT_POLL_SECONDS;
  return {
    file,
    env: { POSTBUS_CLOCK_FILE: file, COLLECT_POLL_SECONDS: given ?? collectPollSeconds },
    nodeOptions: ['--import', new URL('../clock/follow-clock.ts', import.meta.url).href],
  };
}
