import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitFor } from '@postbus/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const bootstrap = fileURLToPath(new URL('../bootstrap.mjs', import.meta.url));

/** Notes how it was called, then does what `pnpm install` would: puts a Node into node_modules. */
const fakeNpm = `#!/bin/sh
echo "$CI $HOME $*" >> "$NPM_CALLS"
if [ -n "$NPM_FAILS" ]; then echo "registry unreachable" >&2; exit 1; fi
sleep 0.3
mkdir -p node_modules/node/bin
ln -sf ${JSON.stringify(process.execPath)} node_modules/node/bin/node
`;

/** A command that shows what it was given. */
const echoCommand = `
console.log(JSON.stringify({ args: process.argv.slice(2), path: process.env.PATH, isChild: process.connected }));
process.disconnect();
process.exitCode = Number(process.env.EXIT ?? 0);
`;

/** A command that waits for a signal. */
const waitCommand = `
process.on('SIGTERM', () => { console.log('ended in order'); process.exit(7); });
process.on('disconnect', () => process.exit(8));
console.log('pid ' + process.pid);
setInterval(() => {}, 1000);
`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'postbus checkout '));
  await mkdir(join(root, 'infra/local/src/commands'), { recursive: true });
  await mkdir(join(root, 'bin'));
  await cp(bootstrap, join(root, 'infra/local/bootstrap.mjs'));
  await writeFile(join(root, 'package.json'), JSON.stringify({ packageManager: 'pnpm@1.2.3' }));
  await writeFile(join(root, 'pnpm-lock.yaml'), 'first');
  await writeFile(join(root, 'pnpm-workspace.yaml'), '');
  await writeFile(join(root, 'infra/local/src/commands/echo.ts'), echoCommand);
  await writeFile(join(root, 'infra/local/src/commands/events-wait.ts'), waitCommand);
  await writeFile(join(root, 'bin/npm'), fakeNpm);
  await chmod(join(root, 'bin/npm'), 0o755);
});
afterEach(() => rm(root, { recursive: true, force: true }));

function start(args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [join(root, 'infra/local/bootstrap.mjs'), ...args], {
    env: { PATH: `${join(root, 'bin')}:/usr/bin:/bin`, HOME: root, NPM_CALLS: join(root, 'calls'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = start(args, env);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => (stdout += chunk));
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

const npmCalls = async () =>
  (await readFile(join(root, 'calls'), 'utf8').catch(() => '')).split('\n').filter(Boolean);

describe('the way in', () => {
  test("installs with the repository's pnpm, then runs the command on the repository's own Node", async () => {
    const { code, stdout, stderr } = await run(['echo', 'a b', '--json'], { EXIT: '5' });
    expect(stderr).toMatch(/^Installing the dependencies.*\n$/);
    expect(await npmCalls()).toEqual([`true ${root} exec --yes -- pnpm@1.2.3 install --frozen-lockfile`]);
    const shown = JSON.parse(stdout);
    expect(shown).toMatchObject({ args: ['a b', '--json'], isChild: true });
    expect(shown.path).toMatch(`${join(root, 'node_modules/node/bin')}:${join(root, 'node_modules/.bin')}:`);
    expect(code).toBe(5);
  });

  test('installs again only when the lockfile has changed', async () => {
    await run(['echo']);
    expect((await run(['echo'])).stderr).toBe('');
    expect(await npmCalls()).toHaveLength(1);
    await writeFile(join(root, 'pnpm-lock.yaml'), 'second');
    await run(['echo']);
    expect(await npmCalls()).toHaveLength(2);
  });

  test('installs once when it is started twice at the same time', async () => {
    const both = await Promise.all([run(['echo']), run(['echo'])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await npmCalls()).toHaveLength(1);
  });

  test('takes over an installation whose process is gone', async () => {
    await mkdir(join(root, 'node_modules/.postbus-installing'), { recursive: true });
    await writeFile(join(root, 'node_modules/.postbus-installing/pid'), `${2 ** 22 + 1}`);
    expect((await run(['echo'])).code).toBe(0);
  });

  test('shows what the installation said when it failed, and tries again next time', async () => {
    const { code, stdout, stderr } = await run(['echo'], { NPM_FAILS: 'yes' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('registry unreachable');
    expect(stderr).toContain('The dependencies cannot be installed');
    expect((await run(['echo'])).code).toBe(0);
  });

  test.each(['', '/nonexistent'])(
    'gives the installation a home where there is none (HOME=%j)',
    async (home) => {
      expect((await run(['echo'], { HOME: home })).code).toBe(0);
      const [call] = await npmCalls();
      expect(call).toContain(join(root, 'node_modules/.cache/home'));
    },
  );

  test('says in one line that npm is missing, or what commands there are', async () => {
    const withoutNpm = await run(['echo'], { PATH: '/nonexistent' });
    expect(withoutNpm.stderr).toContain('Postbus needs npm, which comes with Node.js');
    expect(withoutNpm.code).toBe(1);
    const unknown = await run(['stat']);
    expect(unknown.stderr).toBe('There is no command "stat": echo, events-wait\n');
    expect(unknown.code).toBe(1);
  });

  test('hands a signal on and waits for the end', async () => {
    const child = start(['events:wait']);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    await waitFor('the command to run', () => output.startsWith('pid '));
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    expect(output).toContain('ended in order');
    expect(code).toBe(7);
  });

  test('takes the command along when it is killed with SIGKILL', async () => {
    const child = start(['events:wait']);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    await waitFor('the command to run', () => output.startsWith('pid '));
    child.kill('SIGKILL');
    // The pipe closes when the last process that holds it has ended.
    await once(child, 'close');
  });
});
