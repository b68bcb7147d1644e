import { type CrmAccountData, type CrmPostData, crmAccountUpdated, crmPostUpdated } from '@postbus/contracts';
import { outbox, tiktokPosts } from '@postbus/db/crm-sync';
import { asc, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accountEvent, postEvent } from '../../testing/events.ts';
import { takeAccount, takePost } from '../../testing/project.ts';
import { type Collecting, startCollecting } from '../../testing/start-collecting.ts';
import { projectPost } from '../posts/project-post.ts';

describe('events of the CRM tables', () => {
  let around: Collecting;
  beforeAll(async () => {
    around = await startCollecting();
  });
  beforeEach(() => around.database.db.delete(outbox));
  afterAll(() => around.close());

  /** What is waiting to be published, checked against its schema; and forgotten. */
  async function takeEvents() {
    const rows = await around.database.db.select().from(outbox).orderBy(asc(outbox.id));
    await around.database.db.delete(outbox);
    return rows.map(({ subject, event }) => {
      const definition = subject.startsWith('crm.post') ? crmPostUpdated : crmAccountUpdated;
      const parsed = definition.parse(event);
      return {
        subject,
        correlationId: parsed.correlationid,
        data: parsed.data as CrmPostData & CrmAccountData,
      };
    });
  }

  test('tell of a row when it is made and when it changes, and of nothing when it does not', async () => {
    const { db } = around.database;
    const fixed = { publicationId: uuidv7(), postId: uuidv7(), accountId: uuidv7() };
    const first = postEvent(around.workspaceId, fixed).event;
    await takePost(db, first);
    await takePost(db, first);
    expect(await takeEvents()).toMatchObject([
      {
        subject: `crm.post.updated.tiktok.${around.workspaceId}`,
        correlationId: 'test',
        data: { id: fixed.publicationId, status: 'queued', version: 1, figures: null, replaces: [] },
      },
    ]);
    await takePost(db, postEvent(around.workspaceId, { ...fixed, version: 3, status: 'published' }).event);
    await takePost(db, postEvent(around.workspaceId, { ...fixed, version: 2, status: 'processing' }).event);
    expect(await takeEvents()).toMatchObject([{ data: { status: 'published', version: 3 } }]);

    const account = accountEvent(around.workspaceId).event;
    await takeAccount(db, account);
    await takeAccount(db, account);
    expect(await takeEvents()).toMatchObject([
      {
        subject: `crm.account.updated.tiktok.${around.workspaceId}`,
        data: { accountId: account.data.accountId, username: 'demobaker', figures: null },
      },
    ]);
  });

  test('tell of figures when they have changed, and say which row a publication took the place of', async () => {
    const { accountId } = await around.connectCreator('announced');
    const postId = await around.tiktok.post('announced', { title: 'Bread #bread' });
    await around.tiktok.pin(postId, { viewCount: 1, likeCount: 1, commentCount: 0, shareCount: 0 });
    await takeEvents();
    await around.collect();
    const seen = (await takeEvents()).filter(({ data }) => data.accountId === accountId);
    expect(seen).toMatchObject([
      { data: { source: 'tiktok', postIds: [postId], publicationId: null, figures: { views: 1 } } },
      { data: { figures: { videos: 1, followers: 1000 } } },
    ]);
    const [outside] = seen;

    await around.advance(700);
    await around.collect();
    expect((await takeEvents()).filter(({ data }) => data.accountId === accountId)).toEqual([]);

    await around.tiktok.pin(postId, { viewCount: 9 });
    await around.advance(700);
    await around.collect();
    expect((await takeEvents()).filter(({ data }) => data.accountId === accountId)).toMatchObject([
      { data: { id: outside?.data.id, figures: { views: 9 }, version: 1 } },
    ]);

    const { event } = postEvent(around.workspaceId, {
      accountId,
      version: 4,
      status: 'published',
      platformPostIds: [postId],
    });
    await takePost(around.database.db, event);
    expect(await takeEvents()).toMatchObject([
      {
        data: {
          id: event.data.publicationId,
          source: 'postbus',
          figures: { views: 9 },
          replaces: [outside?.data.id],
        },
      },
    ]);

    await around.tiktok.remove(postId);
    await around.advance(700);
    await around.collect();
    await around.advance(700);
    await around.collect();
    const [gone, ...more] = (await takeEvents()).filter(
      ({ data }) => 'postIds' in data && data.accountId === accountId,
    );
    expect(gone?.data.missingSince).not.toBeNull();
    expect(more).toEqual([]);
  });

  test('are written in the transaction of the change: both happen or none', async () => {
    const { event } = postEvent(around.workspaceId);
    const { db } = around.database;
    await expect(
      db.transaction(async (tx) => {
        await projectPost(tx, event, new Date());
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await takeEvents()).toEqual([]);
    expect(await db.$count(tiktokPosts, eq(tiktokPosts.id, event.data.publicationId))).toBe(0);
  });
});
