import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import { isDatabaseAway } from './database-away.ts';

const withCode = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more });
const fromServer = (code: string) => Object.assign(withCode(code), { name: 'PostgresError' });

describe('an error means that PostgreSQL is away', () => {
  test.each([
    ['a closed connection', withCode('CONNECTION_CLOSED')],
    ['a connection reset in the middle of a query', withCode('ECONNRESET', { query: 'select 1' })],
    ['a server that is shut down', fromServer('57P01')],
    ['a server that starts up', fromServer('57P03')],
    ['a full server', fromServer('53300')],
    ['any of these below another error', new Error('could not save', { cause: fromServer('08006') })],
    [
      'any of these below an error of Drizzle',
      new DrizzleQueryError('select 1', [], withCode('CONNECT_TIMEOUT')),
    ],
  ])('%s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  test('a refused connection, as postgres.js reports it', async () => {
    const client = postgres('postgres://127.0.0.1:1/x', { max: 1 });
    const error = await client`select 1`.catch((reason: unknown) => reason);
    expect(isDatabaseAway(error)).toBe(true);
    await client.end({ timeout: 0 });
  });
});

describe('an error counts as a failed attempt', () => {
  test.each([
    ['a refused connection to something else', withCode('ECONNREFUSED')],
    ['a failed fetch', new TypeError('fetch failed', { cause: withCode('ECONNRESET') })],
    ['a broken rule of a table', fromServer('23505')],
    ['a missing table', new DrizzleQueryError('select 1', [], fromServer('42P01'))],
    ['no error at all', undefined],
  ])('%s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});
