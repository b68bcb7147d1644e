import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { tiktokPosts } from '@postbus/db/crm-sync';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postEvent } from '../testing/events.ts';
import { takePost } from '../testing/project.ts';

async function run(args: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'rebuild.ts'), ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, code };
}

describe('the command that rebuilds the CRM tables', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('crm-sync');
  });
  afterAll(() => database.close());

  test('makes the rows anew, shows its progress, and says what it has put right', async () => {
    for (let post = 0; post < 3; post += 1) await takePost(database.db, postEvent(uuidv7()).event);
    const before = await database.db.select().from(tiktokPosts).orderBy(tiktokPosts.id);
    await database.db.delete(tiktokPosts);
    const { stdout, stderr, code } = await run(['--json'], { DATABASE_URL: database.url });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ isFinished: true, checked: 6, repaired: 3 });
    expect(stderr).toContain('posts: 3 of 3');
    expect(await database.db.select().from(tiktokPosts).orderBy(tiktokPosts.id)).toEqual(before);
  });

  test('says what it needs', async () => {
    expect(await run([], {})).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('DATABASE_URL is missing'),
    });
    const wrong = await run(['--from-scratch'], { DATABASE_URL: database.url });
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('--restart') });
  });
});
