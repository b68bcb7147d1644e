import { accountConnected, postStatus } from '@postbus/contracts';
import { accounts, tiktokPosts } from '@postbus/db/crm-sync';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { eq } from 'drizzle-orm';
import { array, assert, asyncProperty, constantFrom, integer, record, shuffledSubarray } from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectPosts } from '../features/posts/project-post.ts';
import { accountEvent, postEvent } from '../testing/events.ts';
import { takeAccount, takePost } from '../testing/project.ts';

const workspaceId = uuidv7();

/** Versions 1 to n of one thing in any order, some of them several times, and how many are projected at a time. */
const deliveries = integer({ min: 1, max: 6 }).chain((newest) => {
  const versions = Array.from({ length: newest }, (_, index) => index + 1);
  const all = shuffledSubarray(versions, { minLength: newest });
  return record({
    once: all,
    again: array(constantFrom(...versions), { maxLength: 4 }),
    atOnce: integer({ min: 1, max: 4 }),
  });
});

async function projectAll<T>(
  events: T[],
  atOnce: number,
  project: (event: T) => Promise<void>,
): Promise<void> {
  for (let index = 0; index < events.length; index += atOnce) {
    await Promise.all(events.slice(index, index + atOnce).map(project));
  }
}

describe('the projection', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('crm-sync');
  });
  afterAll(() => database.close());

  const postRow = (id: string) =>
    database.db.select().from(tiktokPosts).where(eq(tiktokPosts.publicationId, id));
  const accountRow = (id: string) => database.db.select().from(accounts).where(eq(accounts.id, id));

  test('of a post is the same row for every order and repetition of its events, also at the same time', async () => {
    const statuses = ['queued', 'initialising', 'uploading', 'processing', 'published', 'failed'] as const;
    await assert(
      asyncProperty(deliveries, async ({ once, again, atOnce }) => {
        const publicationId = uuidv7();
        const fixed = { postId: uuidv7(), accountId: uuidv7() };
        const eventOf = (version: number, id = publicationId) =>
          postEvent(workspaceId, {
            ...fixed,
            publicationId: id,
            version,
            status: statuses[version - 1] ?? 'queued',
            caption: version % 2 ? `caption ${version}` : null,
            platformPostIds: version > 4 ? ['7600000000000000101', `${version}`] : [],
            failure: version === 6 ? { code: 'x', message: 'y', logId: null, retryable: false } : null,
            publishedAt: version === 5 ? '2026-01-01T00:00:00.123Z' : null,
          }).event;
        const events = [...once, ...again].map((version) => eventOf(version));
        await projectAll(events, atOnce, (event) => takePost(database.db, event));

        const reference = uuidv7();
        await takePost(database.db, eventOf(once.length, reference));
        const [row] = await postRow(publicationId);
        const [expected] = await postRow(reference);
        expect({ ...row, id: reference, publicationId: reference }).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('of several events in one transaction is that of each alone, whatever goes together', async () => {
    const groups = integer({ min: 1, max: 12 });
    await assert(
      asyncProperty(deliveries, deliveries, groups, async (first, second, size) => {
        const told = [first, second].flatMap(({ once, again }, number) => {
          const fixed = { publicationId: uuidv7(), postId: uuidv7(), accountId: uuidv7() };
          return [...once, ...again].map((version) => {
            const changes = { ...fixed, version, caption: `caption ${version} of ${number}` };
            const platformPostIds = version > 3 ? [`76000000000000001${version}${number}`] : [];
            return postEvent(workspaceId, { ...changes, platformPostIds }).event;
          });
        });
        // Both publications turn about.
        const events = told.toSorted((a, b) => a.data.version - b.data.version).toReversed();
        const chunks = Array.from({ length: Math.ceil(events.length / size) }, (_, at) =>
          events.slice(at * size, (at + 1) * size),
        );
        await Promise.all(
          chunks.map((chunk) => database.db.transaction((tx) => projectPosts(tx, chunk, new Date()))),
        );
        for (const { data } of events) {
          const [row] = await postRow(data.publicationId);
          const newest = events
            .filter((event) => event.data.publicationId === data.publicationId)
            .toSorted((a, b) => b.data.version - a.data.version)[0];
          expect(row).toMatchObject({
            version: newest?.data.version,
            caption: newest?.data.caption,
            platformPostIds: newest?.data.platformPostIds,
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('of an account is the same row for every order and repetition of its events, also at the same time', async () => {
    const statuses = [
      'active',
      'refreshing',
      'active',
      'reauth_required',
      'revoked',
      'disconnected',
    ] as const;
    await assert(
      asyncProperty(deliveries, async ({ once, again, atOnce }) => {
        const accountId = uuidv7();
        const eventOf = (version: number, id = accountId) =>
          accountEvent(workspaceId, {
            accountId: id,
            version,
            status: statuses[version - 1] ?? 'active',
            displayName: version % 2 ? `name ${version}` : null,
            grantedScopes: version > 3 ? [] : ['user.info.basic', `scope "${version}",{}`],
            tokenExpiresAt: version % 3 ? null : '2026-01-02T00:00:00.000Z',
          }).event;
        const events = [...once, ...again].map((version) => eventOf(version));
        await projectAll(events, atOnce, (event) => takeAccount(database.db, event));

        const reference = uuidv7();
        await takeAccount(database.db, eventOf(once.length, reference));
        const [row] = await accountRow(accountId);
        const [expected] = await accountRow(reference);
        expect({ ...row, id: reference }).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('ignores fields it does not know and keeps 64-bit ids digit by digit', async () => {
    const { event } = postEvent(workspaceId, {
      status: 'published',
      platformPostIds: ['7600000000000000101', '9223372036854775807'],
    });
    const sent = JSON.parse(
      JSON.stringify({ ...event, newattribute: 1, data: { ...event.data, newField: {} } }),
    );
    await takePost(database.db, postStatus.parse(sent));
    const [row] = await postRow(event.data.publicationId);
    expect(row?.platformPostIds).toEqual(['7600000000000000101', '9223372036854775807']);

    const account = accountEvent(workspaceId).event;
    const withMore = JSON.parse(JSON.stringify({ ...account, data: { ...account.data, newField: [] } }));
    await takeAccount(database.db, accountConnected.parse(withMore));
    expect(await accountRow(account.data.accountId)).toHaveLength(1);
  });

  test('refuses an event without a workspace, and trying again would not help', async () => {
    const { workspaceid: _, ...event } = accountEvent(workspaceId).event;
    await expect(takeAccount(database.db, event)).rejects.toMatchObject({
      code: 'workspace_missing',
      retry: 'never',
    });
    expect(await accountRow(event.data.accountId)).toEqual([]);
  });
});
