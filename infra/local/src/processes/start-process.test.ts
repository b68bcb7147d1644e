import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@postbus/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { processIdentity } from './process-table.ts';
import { lastLines, startProcess } from './start-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postbus-process-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const options = (name: string, script: string) => ({
  name,
  command: '/bin/sh',
  args: ['-c', script],
  env: { PATH: process.env.PATH },
  cwd: folder,
  logFile: join(folder, `${name}.log`),
});

describe('a child process', () => {
  test('writes both of its outputs to its log', async () => {
    const child = await startProcess(options('talker', 'echo out; echo err >&2; exit 3'));
    expect(await child.ended).toBe('exit code 3');
    expect(await readFile(child.logFile, 'utf8')).toBe('out\nerr\n');
    expect(lastLines('talker', child.logFile, 1)).toBe('  talker | err');
  });

  test('is killed when it does not end in time', async () => {
    const child = await startProcess(
      options('stubborn', 'trap "" TERM; echo deaf; while :; do sleep 0.05; done'),
    );
    await waitFor('the child to be deaf', async () => (await readFile(child.logFile, 'utf8')) !== '');
    await child.stop('SIGTERM', 200);
    expect(await child.ended).toBe('signal SIGKILL');
    expect(child.isRunning()).toBe(false);
  });

  test('that cannot be started is a Problem that names it', async () => {
    const missing = { ...options('ghost', ''), command: '/nonexistent/program' };
    await expect(startProcess(missing)).rejects.toThrow(Problem);
    await expect(startProcess(missing)).rejects.toThrow(/^ghost cannot be started: .*ENOENT/);
  });

  test('ends, and its temporary folder goes, when its parent is killed with SIGKILL', async () => {
    const temporary = await mkdtemp(join(folder, 'gone-'));
    const program = `
      import { startProcess } from ${JSON.stringify(new URL('./start-process.ts', import.meta.url).href)};
      const child = await startProcess({ ...${JSON.stringify(options('orphan', 'sleep 600'))}, env: process.env,
        removeWithUs: ${JSON.stringify(temporary)} });
      console.log(child.pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = await once(parent.stdout, 'data');
    const pid = Number(output);
    expect(processIdentity(pid)).toBeDefined();
    parent.kill('SIGKILL');
    await waitFor('the child to end', () => processIdentity(pid) === undefined);
    await waitFor(
      'the folder to go',
      async () => !(await readdir(folder)).some((name) => name.startsWith('gone-')),
    );
  });
});
