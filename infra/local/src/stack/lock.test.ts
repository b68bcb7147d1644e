import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processIdentity } from '../processes/process-table.ts';
import { lockStack, stackOwner } from './lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postbus-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lockFile = () => join(folder, 'running.json');

describe('the lock of a stack', () => {
  test('lets one stack run from a folder, and the next when that one has ended', async () => {
    const lock = await lockStack(folder);
    expect(stackOwner(folder)).toBe(process.pid);
    await expect(lockStack(folder)).rejects.toThrow(
      `Postbus already runs from ${folder} (process ${process.pid})`,
    );
    lock.release();
    expect(stackOwner(folder)).toBeUndefined();
    (await lockStack(folder)).release();
    expect(existsSync(lockFile())).toBe(false);
  });

  test('is taken over from a process that is gone, whose number may be somebody else by now', async () => {
    const owner = { name: 'stack', pid: process.pid, identity: 'an earlier process with our number' };
    await writeFile(lockFile(), JSON.stringify({ owner, children: [] }));
    expect(stackOwner(folder)).toBeUndefined();
    (await lockStack(folder)).release();
  });

  test('is taken over when its file was left half written', async () => {
    await writeFile(lockFile(), '{"owner":{"pi');
    (await lockStack(folder)).release();
  });

  test('ends the children that a killed stack left behind, and nobody else', async () => {
    const [left, stranger] = [spawn('sleep', ['600']), spawn('sleep', ['600'])];
    await Promise.all([once(left, 'spawn'), once(stranger, 'spawn')]);
    const [leftPid = 0, strangerPid = 0] = [left.pid, stranger.pid];
    const ended = once(left, 'exit');
    try {
      const children = [
        { name: 'left', pid: leftPid, identity: processIdentity(leftPid) },
        { name: 'stranger', pid: strangerPid, identity: 'an earlier process with this number' },
      ];
      const owner = { name: 'stack', pid: 2 ** 22 + 1, identity: 'gone' };
      await writeFile(lockFile(), JSON.stringify({ owner, children }));
      (await lockStack(folder)).release();
      await ended;
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    } finally {
      left.kill('SIGKILL');
      stranger.kill('SIGKILL');
    }
  });
});
