import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import { processIdentity } from '../processes/process-table.ts';

interface RecordedProcess {
  name: string;
  pid: number;
  /** Tells it from a later process with the same number. */
  identity: string;
}

interface LockContent {
  owner: RecordedProcess;
  children: RecordedProcess[];
}

export interface StackLock {
  /** Remembers a child, so that the next start can end it should we and its guard be killed. */
  record(name: string, pid: number): void;
  release(): void;
}

const killAfterMs = 8_000;

/** Makes this process the only one that runs a stack from this folder, and ends what a killed one left behind. */
export async function lockStack(dataDir: string): Promise<StackLock> {
  const file = join(dataDir, 'running.json');
  const content: LockContent = { owner: describe('stack', process.pid), children: [] };
  for (let tries = 0; !create(file, content); tries += 1) {
    const previous = read(file);
    if (previous && isRunning(previous.owner)) {
      throw new Problem(
        `Postbus already runs from ${dataDir} (process ${previous.owner.pid}): end it first, or give this one a folder ` +
          'and ports of its own with POSTBUS_DATA_DIR and the …_PORT variables.',
      );
    }
    if (previous) await Promise.all(previous.children.map(end));
    rmSync(file, { force: true });
    if (tries > 5) throw new Problem(`${file} cannot be replaced.`);
  }
  return {
    record(name, pid) {
      content.children = [...content.children.filter(isRunning), describe(name, pid)];
      writeFileSync(file, JSON.stringify(content));
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** The number of the process that runs a stack from this folder, if one does. */
export function stackOwner(dataDir: string): number | undefined {
  const content = read(join(dataDir, 'running.json'));
  return content && isRunning(content.owner) ? content.owner.pid : undefined;
}

function create(file: string, content: LockContent): boolean {
  try {
    writeFileSync(file, JSON.stringify(content), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): LockContent | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const describe = (name: string, pid: number): RecordedProcess => ({
  name,
  pid,
  identity: processIdentity(pid) ?? '',
});

const isRunning = ({ pid, identity }: RecordedProcess) =>
  identity !== '' && processIdentity(pid) === identity;

async function end(child: RecordedProcess): Promise<void> {
  const deadline = performance.now() + killAfterMs;
  while (isRunning(child)) {
    const isLate = performance.now() > deadline;
    try {
      // SIGINT is the fast shutdown of PostgreSQL, and ends every other child too.
      process.kill(child.pid, isLate ? 'SIGKILL' : 'SIGINT');
    } catch {
      // It has just ended.
    }
    await pause(100);
  }
}
