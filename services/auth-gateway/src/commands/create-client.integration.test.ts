import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { clientScopes } from '@postbus/contracts';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient, type NewClient } from '../features/clients/create-client.ts';

const command = fileURLToPath(new URL('create-client.ts', import.meta.url));
const run = promisify(execFile);

describe('the command that makes a client', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('auth-gateway');
  });
  afterAll(() => database?.close());

  const runCommand = async (...args: string[]) => {
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
      runCommand(...common, '--client-name', 'one'),
      runCommand(...common, '--client-name', 'two'),
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
    await runCommand(...args);
    expect(await runCommand(...args)).toEqual({
      ...given,
      workspaceId: '*',
      scopes: ['tokens:read', 'accounts:read'],
    });
  });

  test('what cannot be stored ends with 1 and says what to do', async () => {
    const args = ['--service', '--client-name', 'x', '--scopes', 'everything'];
    const stderr = expect.stringContaining('unknown scope everything');
    await expect(runCommand(...args)).rejects.toMatchObject({ code: 1, stderr });
  });

  const service = { name: 'x', scopes: ['tokens:read'], returnUrls: [], service: true };
  const clientId = '01990000-0000-7000-8000-000000000002';

  test.each<[string, Partial<NewClient>, string]>([
    ['no workspace', { service: false }, 'name the workspace'],
    ['no scope', { scopes: [] }, 'at least one scope'],
    ['a short secret', { clientId, secret: 'short' }, 'at least 32 characters'],
    ['a secret without an id', { secret: 'x'.repeat(32) }, 'together'],
    ['an id that is no UUID', { clientId: 'planner', secret: 'x'.repeat(32) }, 'UUID'],
    ['a return URL that is none', { returnUrls: ['planner.example.com'] }, 'not a return URL'],
  ])('%s is refused', async (_, changed, message) => {
    await expect(createClient(database.db, { ...service, ...changed })).rejects.toThrow(message);
  });
});
