import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

function record(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(
    createLogger({ service: 'test', level: 'trace', destination: { write: (line) => lines.push(line) } }),
  );
  return lines.join('');
}

test.each([
  ['at the top', (secret: string) => ({ accessToken: secret })],
  ['below', (secret: string) => ({ account: { refresh_token: secret } })],
  ['three levels down', (secret: string) => ({ a: { b: { client_secret: secret } } })],
  ['in a list', (secret: string) => ({ accounts: [{ token: secret }] })],
  [
    'in headers',
    (secret: string) => ({ headers: { authorization: secret, cookie: secret, 'set-cookie': secret } }),
  ],
  ['as an upload address', (secret: string) => ({ uploadUrl: secret, step: { upload_url: secret } })],
  ['as a signature', (secret: string) => ({ signature: secret, headers: { 'tiktok-signature': secret } })],
  ['as a PKCE verifier', (secret: string) => ({ codeVerifier: secret })],
])('a secret %s never reaches the log', (_where, valuesOf) => {
  expect(record((logger) => logger.info(valuesOf('hunter2'), 'text'))).not.toContain('hunter2');
});

test('a secret bound to a child logger never reaches the log', () => {
  expect(record((logger) => logger.child({ token: 'hunter2' }).info('text'))).not.toContain('hunter2');
});

test('a request is logged without its query string', () => {
  const line = record((logger) =>
    logger.info({ req: { method: 'GET', url: '/callback?code=hunter2&state=s' } }),
  );
  expect(line).toContain('/callback');
  expect(line).not.toContain('hunter2');
});

test('an error is logged with its type, stack and cause, and without the fields that libraries put input into', () => {
  const cause = Object.assign(new Error('unique_violation'), {
    code: '23505',
    detail: 'Key (token)=(hunter2)',
  });
  const line = record((logger) => logger.error({ err: new TypeError('outer', { cause }) }, 'text'));
  expect(JSON.parse(line).err).toMatchObject({
    type: 'TypeError',
    message: 'outer',
    cause: { code: '23505' },
  });
  expect(line).toContain('logger.test.ts');
  expect(line).not.toContain('hunter2');
});

/** The shape of drizzle's DrizzleQueryError. */
const queryError = () =>
  Object.assign(
    new Error('Failed query: insert into accounts\nparams: hunter2', {
      cause: new Error('the database said no'),
    }),
    { query: 'insert into accounts', params: ['hunter2'] },
  );

test("the parameters of a failed query never reach the log, the database's reason does", () => {
  const line = record((logger) => logger.error({ err: queryError() }, 'text'));
  expect(line).toContain('the database said no');
  expect(line).not.toContain('hunter2');
});

test('the parameters of a failed query stay out of a line that has no text of its own', () => {
  expect(record((logger) => logger.error(queryError()))).not.toContain('hunter2');
  expect(record((logger) => logger.error({ err: queryError() }))).not.toContain('hunter2');
});
