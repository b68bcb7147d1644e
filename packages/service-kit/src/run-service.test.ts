import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const kit = new URL('./index.ts', import.meta.url).href;

/** Runs a service in a process of its own, as in production. */
function startProcess(start: string) {
  const source = `import { ConfigError, runService } from ${JSON.stringify(kit)};
    const until = setInterval(() => {}, 1000);
    runService('test', async (env) => { ${start} });`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', source], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]) => ({ code, stdout, stderr }),
  );
  return { child, ended };
}

test('a configuration that cannot be used ends the process with 1 and its message alone, without a stack', async () => {
  const { code, stdout, stderr } = await startProcess(`throw new ConfigError('PORT is missing');`).ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('PORT is missing');
  expect(stderr).not.toMatch(/\n\s+at /);
});

test('any other failure at the start ends the process with 1 and is logged with its stack', async () => {
  const { code, stdout } = await startProcess(`throw new TypeError('no good');`).ended;
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    level: 'fatal',
    err: { type: 'TypeError', message: 'no good' },
  });
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s closes the service and ends the process with 0',
  async (signal) => {
    const { child, ended } = startProcess(
      `setImmediate(() => process.stderr.write('up')); return { close: async () => { process.stderr.write(' closed'); } };`,
    );
    child.stderr.once('data', () => child.kill(signal));
    expect(await ended).toMatchObject({ code: 0, stderr: 'up closed' });
  },
);

test('an error that nothing caught closes the service, is logged, and ends the process with 1', async () => {
  const { code, stdout, stderr } = await startProcess(
    `setImmediate(() => { throw new Error('unexpected'); });
     return { close: async () => { process.stderr.write('closed'); } };`,
  ).ended;
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'closed' });
  expect(stdout).toContain('unexpected');
});
