import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '../paths.ts';
import { Problem } from '../problem.ts';

const run = promisify(execFile);
const args = ['run', 'build', '--filter=@postbus/console', '--output-logs=errors-only'];

/**
 * Builds the console's page, unless what is built belongs to its sources: turbo compares them and keeps what it has built.
 * Raises a Problem with what the build says.
 */
export async function buildConsole({
  signal,
  log = () => {},
}: {
  signal?: AbortSignal;
  log?: (line: string) => void;
} = {}): Promise<void> {
  const slow = setTimeout(() => log("Building the console's page …"), 2000);
  try {
    await run(join(repositoryRoot, 'node_modules/.bin/turbo'), args, {
      cwd: repositoryRoot,
      env: {
        ...process.env,
        TURBO_TELEMETRY_DISABLED: '1',
        TURBO_NO_UPDATE_NOTIFIER: '1',
        DO_NOT_TRACK: '1',
      },
      maxBuffer: 16 * 1024 * 1024,
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Problem(`The console's page cannot be built:\n${`${stdout}${stderr}`.trim() || error}`);
  } finally {
    clearTimeout(slow);
  }
}
