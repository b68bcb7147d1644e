import { tiktokPosts } from '@postbus/db/crm-sync';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { asc, eq } from 'drizzle-orm';
import { array, assert, asyncProperty, constantFrom, integer, record, shuffledSubarray } from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postEvent } from '../../testing/events.ts';
import { takePost } from '../../testing/project.ts';
import { saveVideos } from '../collection/save-videos.ts';

const workspaceId = uuidv7();
const now = new Date('2026-01-02T00:00:00Z');

describe('a post that TikTok and Postbus both tell of', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('crm-sync');
  });
  afterAll(() => database.close());

  const rowsOf = (accountId: string) =>
    database.db
      .select()
      .from(tiktokPosts)
      .where(eq(tiktokPosts.accountId, accountId))
      .orderBy(asc(tiktokPosts.id));

  const see = (accountId: string, ids: string[]) =>
    database.db.transaction((tx) =>
      saveVideos(tx, {
        accountId,
        workspaceId,
        videos: ids.map((id) => ({ id, title: `#tag ${id}`, createTime: 1_767_225_600, viewCount: 5 })),
        now,
        random: () => 0.5,
      }),
    );

  /** A publication that became one post, then two; and what TikTok lists: these and a third one, which is nobody's. */
  const [first, second, third] = ['7600000000000000101', '7600000000000000103', '7600000000000000105'];
  const steps = ['queued', 'known', 'both', 'see first', 'see all'] as const;
  const scene = record({
    once: shuffledSubarray([...steps], { minLength: steps.length }),
    again: array(constantFrom(...steps), { maxLength: 4 }),
    atOnce: integer({ min: 1, max: 5 }),
  });

  test('has one row in the end, whoever tells of it first, however often, and also at the same time', async () => {
    await assert(
      asyncProperty(scene, async ({ once, again, atOnce }) => {
        const fixed = { publicationId: uuidv7(), postId: uuidv7(), accountId: uuidv7() };
        const publication = (version: number, platformPostIds: string[]) =>
          takePost(
            database.db,
            postEvent(workspaceId, {
              ...fixed,
              version,
              status: version > 1 ? 'published' : 'queued',
              platformPostIds,
            }).event,
            now,
          );
        const tell = {
          queued: () => publication(1, []),
          known: () => publication(2, [first]),
          both: () => publication(3, [first, second]),
          'see first': () => see(fixed.accountId, [first]),
          'see all': () => see(fixed.accountId, [third, second, first]),
        };
        const told = [...once, ...again];
        for (let index = 0; index < told.length; index += atOnce)
          await Promise.all(told.slice(index, index + atOnce).map((step) => tell[step]()));
        expect(await rowsOf(fixed.accountId)).toMatchObject([
          { platformPostIds: [third], source: 'tiktok', publicationId: null },
          { platformPostIds: [first, second], source: 'postbus', id: fixed.publicationId, version: 3 },
        ]);
      }),
      { numRuns: 100 },
    );
  });

  test('comes back as a post of its own if the newest event no longer claims it', async () => {
    const fixed = { publicationId: uuidv7(), accountId: uuidv7() };
    await see(fixed.accountId, [first]);
    const [alone] = await rowsOf(fixed.accountId);
    await takePost(
      database.db,
      postEvent(workspaceId, { ...fixed, version: 2, platformPostIds: [first] }).event,
      now,
    );
    expect(await rowsOf(fixed.accountId)).toHaveLength(1);
    await takePost(database.db, postEvent(workspaceId, { ...fixed, version: 3 }).event, now);
    expect(await rowsOf(fixed.accountId)).toMatchObject([alone ?? {}, { id: fixed.publicationId }]);
  });

  test('is told apart from a post with the same id of another account', async () => {
    const [mine, other] = [uuidv7(), uuidv7()];
    await see(mine, [first]);
    await takePost(
      database.db,
      postEvent(workspaceId, { accountId: other, platformPostIds: [first] }).event,
      now,
    );
    expect(await rowsOf(mine)).toMatchObject([{ source: 'tiktok' }]);
    expect(await rowsOf(other)).toMatchObject([{ source: 'postbus' }]);
  });

  test('is seen again without a new version unless its caption, time or address has changed', async () => {
    const accountId = uuidv7();
    await see(accountId, [first]);
    const before = await rowsOf(accountId);
    await see(accountId, [first]);
    expect(await rowsOf(accountId)).toEqual(before);
    await database.db.transaction((tx) =>
      saveVideos(tx, {
        accountId,
        workspaceId,
        videos: [{ id: first, title: 'Edited #new' }],
        now: new Date(now.getTime() + 1000),
        random: () => 0.5,
      }),
    );
    expect(await rowsOf(accountId)).toMatchObject([
      { version: 2, hashtags: ['new'], caption: 'Edited #new' },
    ]);
  });
});
