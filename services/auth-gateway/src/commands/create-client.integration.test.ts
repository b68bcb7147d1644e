import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { clientScopes } from '@postbus/contracts';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const command = fileURLToPath(new URL('create-client.ts', import.meta.url));
const run = promisify(execFile);

describe('the command that makes a client', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('auth-gateway');
  });
  afterAll(() => database?.close());

  const createClient = async (...args: string[]) => {
    const env = { PATH: process.env.PATH, DATABASE_URL: database.url };
    const { stdout } = await run(process.execPath, [command, ...args, '--json'], { env });
    return JSON.parse(stdout);
  };

  test('two clients of the same workspace name are in one workspace', async () => {
    const common = [
      '--workspace-name',
      'Bakery',
      '--scopes',
      'all',
      '--return-urls',
      'http://localhost/a,http://localhost/b',
    ];
    const [first, second] = await Promise.all([
      createClient(...common, '--client-name', 'one'),
      createClient(...common, '--client-name', 'two'),
    ]);
    expect(first.workspaceId).toBe(second.workspaceId);
    expect(first.clientId).not.toBe(second.clientId);
    expect(first.scopes).toEqual([...clientScopes]);
  });

  test('with an id and a secret it stores exactly that client, however often it runs', async () => {
    const given = {
      clientId: '01990000-0000-7000-8000-000000000001',
      clientSecret: 'a-secret-of-at-least-thirty-two-characters',
    };
    const args = [
      '--service',
      '--client-name',
      'uploader',
      '--scopes',
      'tokens:read accounts:read',
      '--client-id',
      given.clientId,
      '--client-secret',
      given.clientSecret,
    ];
    await createClient(...args);
    expect(await createClient(...args)).toEqual({
      ...given,
      workspaceId: '*',
      scopes: ['tokens:read', 'accounts:read'],
    });
  });

  test.each([
    [
      'an unknown scope',
      ['--service', '--client-name', 'x', '--scopes', 'everything'],
      'unknown scope everything',
    ],
    ['no workspace', ['--client-name', 'x', '--scopes', 'all'], 'name the workspace'],
    [
      'a short secret',
      [
        '--service',
        '--client-name',
        'x',
        '--scopes',
        'all',
        '--client-id',
        '01990000-0000-7000-8000-000000000002',
        '--client-secret',
        'short',
      ],
      'at least 32 characters',
    ],
    ['an unknown option', ['--client-nam', 'x'], "Unknown option '--client-nam'"],
  ])('%s ends with 1 and says what to do', async (_, args, message) => {
    await expect(createClient(...args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });
});
