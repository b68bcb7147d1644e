import { randomUUID } from 'node:crypto';
import { postStatus } from '@postbus/contracts';
import { outbox, posts, publications } from '@postbus/db/uploader';
import { waitFor } from '@postbus/testing';
import { asc, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from '../../testing/api.ts';
import {
  type StandInWebhookIngest,
  startStandInWebhookIngest,
} from '../../testing/stand-in-webhook-ingest.ts';
import { startTikTok, type TikTok, tiktokPaths } from '../../testing/start-tiktok.ts';
import {
  type RunningUploader,
  type Surroundings,
  startSurroundings,
  startUploader,
} from '../../testing/start-uploader.ts';

let surroundings: Surroundings;
let tiktok: TikTok;
let webhooks: StandInWebhookIngest;
let uploader: RunningUploader;
let api: Api;

beforeAll(async () => {
  surroundings = await startSurroundings('http://to-be-known');
  webhooks = await startStandInWebhookIngest(surroundings.nats.url);
  tiktok = await startTikTok(webhooks.url);
  surroundings.env.TIKTOK_API_BASE_URL = tiktok.url;
  uploader = await startUploader(surroundings);
  api = createApi(surroundings, () => uploader);
});
afterEach(() => tiktok.forget());
afterAll(async () => {
  await uploader?.close();
  await tiktok?.close();
  await webhooks?.close();
  await surroundings?.close();
});

const usernames = new Map<string, string>();

/** A creator of their own, connected: every account has its own rates and caps. */
async function newAccount(): Promise<string> {
  const username = `baker${randomUUID().slice(0, 8)}`;
  await tiktok.addCreator({ username });
  const { accessToken } = await tiktok.connect(username);
  const accountId = api.addAccount(accessToken);
  usernames.set(accountId, username);
  return accountId;
}

async function newPost<Changes extends object>(changes?: Changes) {
  return {
    accountIds: [await newAccount()],
    mediaId: await api.addMedia(60_000),
    mode: 'direct',
    postInfo: { title: 'Crust test', privacyLevel: 'SELF_ONLY' },
    ...(changes as Changes),
  };
}

const create = async (post: object) => {
  const { status, body } = await api.send('POST', '/api/posts', post);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body as { postId: string; publications: { publicationId: string; status: string }[] };
};
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];
// biome-ignore lint/suspicious/noExplicitAny: what a client would read out of it.
const look = async (postId: string): Promise<any> => (await api.call(`/api/posts/${postId}`)).json();
const statusesOf = (post: { publications: { status: string }[] }) =>
  post.publications.map(({ status }) => status);
const reaches = (postId: string, ...wanted: string[]) =>
  waitFor(`${postId} to be ${wanted.join(' or ')}`, async () => {
    const post = await look(postId);
    return statusesOf(post).every((status) => wanted.includes(status)) ? post : null;
  });
const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
const published = async () => (await tiktok.posts()).filter(({ status }) => status === 'PUBLISH_COMPLETE');
const inits = () => tiktok.received(tiktokPaths.directInit);

async function eventsOf(publicationId: string | undefined) {
  const rows = await surroundings.database.db.select().from(outbox).orderBy(asc(outbox.id));
  return rows
    .map(({ event }) => postStatus.parse(event))
    .filter(({ subject }) => subject === publicationId)
    .map(({ data }) => data);
}

describe('a post on many accounts', () => {
  test('is published once on each, and stands for each by itself', async () => {
    const accountIds = await Promise.all([newAccount(), newAccount(), newAccount()]);
    const { postId, publications: made } = await create(await newPost({ accountIds }));
    expect(made.map(({ status }) => status)).toEqual(['queued', 'queued', 'queued']);
    const post = await reaches(postId, 'published');
    expect(post.publications.map((one: { accountId: string }) => one.accountId)).toEqual(accountIds);
    expect(await inits()).toHaveLength(3);
  });

  test.each([
    [{ accountIds: [] }, 'validation_failed'],
    [{ accountIds: 'twice' }, 'validation_failed'],
    [{ mediaId: randomUUID() }, 'media_not_found'],
    [{ postInfo: { title: 'no privacy' } }, 'privacy_level_required'],
    [{ postInfo: { title: 'x'.repeat(2201), privacyLevel: 'SELF_ONLY' } }, 'caption_too_long'],
    [{ accountIds: [randomUUID()] }, 'account_not_found'],
    [{ scheduledAt: '2020-01-01T00:00:00Z' }, 'schedule_in_past'],
  ])('with %o is refused whole', async (changes, code) => {
    const [post, { db }] = [await newPost(changes), surroundings.database];
    const before = [await db.$count(posts), await db.$count(publications), await db.$count(outbox)];
    expect(codeOf(await api.send('POST', '/api/posts', post))[1]).toBe(code);
    expect([await db.$count(posts), await db.$count(publications), await db.$count(outbox)]).toEqual(before);
  });

  test('is refused whole when one of its accounts is no longer connected', async () => {
    const [good, gone] = [await newAccount(), await newAccount()];
    const account = surroundings.authGateway.accounts.get(gone);
    if (account) account.status = 'reauth_required';
    const answer = await api.send('POST', '/api/posts', await newPost({ accountIds: [good, gone] }));
    expect(codeOf(answer)).toEqual([409, 'account_not_connected']);
    expect(answer.body.error.details).toEqual({ accountId: gone, status: 'reauth_required' });
  });

  test('is made once for an Idempotency-Key', async () => {
    const post = await newPost({ draft: true });
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api.send('POST', '/api/posts', post, key)),
    );
    expect(new Set(answers.map(({ body }) => body.postId)).size).toBe(1);
    const other = await api.send('POST', '/api/posts', { ...post, mode: 'inbox' }, key);
    expect(codeOf(other)).toEqual([409, 'idempotency_conflict']);
  });
});

describe('a scheduled post', () => {
  test('waits for its time, and goes out within two seconds of it', async () => {
    const scheduledAt = soon(2500);
    const { postId, publications: made } = await create(await newPost({ scheduledAt }));
    expect(await look(postId)).toMatchObject({
      scheduledAt,
      publications: [{ status: 'scheduled', nextStepAt: scheduledAt }],
    });
    expect(await inits()).toEqual([]);
    const post = await reaches(postId, 'published');
    const history: { status: string; at: string }[] = post.publications[0].history;
    expect(history.map(({ status }) => status).slice(0, 3)).toEqual(['scheduled', 'queued', 'initialising']);
    const lateMs = Date.parse(history[1]?.at ?? '') - Date.parse(scheduledAt);
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(20_000); // Speed is measured elsewhere: this only says that it did not wait for a sweep.
    expect((await eventsOf(made[0]?.publicationId))[0]).toMatchObject({ status: 'scheduled', scheduledAt });
  });

  test('goes out although its job was lost and the process was restarted', async () => {
    const { postId } = await create(await newPost({ scheduledAt: soon(3000) }));
    await uploader.close();
    await surroundings.database.db.execute(sql`select uploader_jobs.remove_job('publication:' || id)
      from uploader.publications where post_id = ${postId}`);
    uploader = await startUploader(surroundings);
    await reaches(postId, 'published');
    expect(await inits()).toHaveLength(1);
  });

  test('made days before its time is not given up at the first failure', async () => {
    const { postId } = await create(await newPost({ scheduledAt: soon(2000) }));
    await surroundings.database.db
      .update(publications)
      .set({ createdAt: new Date(Date.now() - 100 * 3_600_000) })
      .where(sql`post_id = ${postId}`);
    await tiktok.addFault({ path: tiktokPaths.directInit, kind: 'status', status: 503 });
    await reaches(postId, 'published');
  });

  test('goes out at the time that the clocks of its time zone show, in summer and in winter', async () => {
    const at = async (scheduledAt: string, timeZone: string) =>
      (await look((await create(await newPost({ scheduledAt, timeZone }))).postId)).scheduledAt;
    expect(await at('2099-01-15T09:00', 'Europe/Berlin')).toBe('2099-01-15T08:00:00.000Z');
    expect(await at('2099-07-15T09:00:30', 'Europe/Berlin')).toBe('2099-07-15T07:00:30.000Z');
    expect(await at('2099-07-15T09:00', 'America/New_York')).toBe('2099-07-15T13:00:00.000Z');
    expect(await at('2099-07-15T09:00:00+02:00', 'America/New_York')).toBe('2099-07-15T07:00:00.000Z');
  });

  test.each([
    ['2099-01-15T09:00', undefined, 'schedule_malformed'],
    ['2099-01-15T09:00', 'Mars/Olympus', 'schedule_malformed'],
    ['2099-02-30T09:00', 'Europe/Berlin', 'schedule_malformed'],
    ['2099-13-01T09:00:00Z', undefined, 'schedule_malformed'],
    ['2099-01-15T25:00', 'Europe/Berlin', 'schedule_malformed'],
    ['tomorrow', undefined, 'validation_failed'],
  ])('at %s in %s is refused', async (scheduledAt, timeZone, code) => {
    const answer = await api.send('POST', '/api/posts', await newPost({ scheduledAt, timeZone }));
    expect(codeOf(answer)).toEqual([400, code]);
  });

  test('can be changed until it goes out, and then not any more', async () => {
    const { postId, publications: made } = await create(await newPost({ scheduledAt: soon(3_600_000) }));
    const scheduledAt = soon(7_200_000);
    const changed = await api.send('PATCH', `/api/posts/${postId}`, {
      scheduledAt,
      postInfo: { title: 'Another title', privacyLevel: 'SELF_ONLY' },
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { scheduledAt, publications: [{ status: 'scheduled', version: 2, nextStepAt: scheduledAt }] },
    });
    expect((await eventsOf(made[0]?.publicationId)).at(-1)).toMatchObject({
      caption: 'Another title',
      scheduledAt,
    });

    expect((await api.send('PATCH', `/api/posts/${postId}`, { scheduledAt: null })).status).toBe(200);
    await reaches(postId, 'published');
    expect((await published()).map(({ caption }) => caption)).toContain('Another title');
    const late = await api.send('PATCH', `/api/posts/${postId}`, { scheduledAt: soon(60_000) });
    expect(codeOf(late)).toEqual([409, 'post_not_editable']);
  });

  test.each([
    [{}, 'validation_failed'],
    [{ scheduledAt: '2020-01-01T00:00:00Z' }, 'schedule_in_past'],
    [{ postInfo: {} }, 'privacy_level_required'],
    [{ mediaId: randomUUID() }, 'media_not_found'],
  ])('is left as it is by a change to %o', async (change, code) => {
    const { postId } = await create(await newPost({ scheduledAt: soon(3_600_000) }));
    const before = await look(postId);
    expect(codeOf(await api.send('PATCH', `/api/posts/${postId}`, change))[1]).toBe(code);
    expect(await look(postId)).toEqual(before);
  });
});

describe('a draft', () => {
  test('goes nowhere until it is published by a change', async () => {
    const { postId, publications: made } = await create(await newPost({ draft: true }));
    expect(await look(postId)).toMatchObject({ publications: [{ status: 'draft', nextStepAt: null }] });
    expect((await eventsOf(made[0]?.publicationId)).map(({ status }) => status)).toEqual(['draft']);
    const scheduled = { draft: false, scheduledAt: soon(1500) };
    expect((await api.send('PATCH', `/api/posts/${postId}`, scheduled)).body).toMatchObject({
      publications: [{ status: 'scheduled' }],
    });
    await reaches(postId, 'published');
  });
});

describe('cancelling', () => {
  test('keeps a scheduled post from going out, and a second time changes nothing', async () => {
    const { postId } = await create(await newPost({ scheduledAt: soon(1000) }));
    const cancelled = await api.send('POST', `/api/posts/${postId}/cancel`);
    expect(statusesOf(cancelled.body)).toEqual(['cancelled']);
    expect((await api.send('POST', `/api/posts/${postId}/cancel`)).body).toEqual(cancelled.body);
    // A later one goes out: the time of the cancelled one is over.
    const later = await create(await newPost({ scheduledAt: soon(1500) }));
    await reaches(later.postId, 'published');
    expect(await look(postId)).toEqual(cancelled.body);
    expect(await inits()).toHaveLength(1);
  });

  test('comes too late for a post that is out, and says so', async () => {
    const { postId } = await create(await newPost());
    await reaches(postId, 'published');
    expect(codeOf(await api.send('POST', `/api/posts/${postId}/cancel`))).toEqual([
      409,
      'post_not_cancellable',
    ]);
  });

  test('just when posts go out leaves each of them either cancelled or published, as TikTok has it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 8, maxLength: 8 }),
        async (delays) => {
          const made = await Promise.all(
            delays.map(async (delayMs) => {
              const { postId } = await create(await newPost());
              await new Promise((resolve) => setTimeout(resolve, delayMs));
              const { status } = await api.send('POST', `/api/posts/${postId}/cancel`);
              return { postId, isCancelled: status === 200 };
            }),
          );
          // Time for what TikTok may still make of it.
          const { postId: marker } = await create(await newPost());
          await reaches(marker, 'published');
          for (const { postId, isCancelled } of made) {
            const post = await reaches(postId, isCancelled ? 'cancelled' : 'published');
            const { accountId } = post.publications[0];
            const there = (await published()).filter(({ username }) => username === usernames.get(accountId));
            expect({ isCancelled, there: there.length }).toEqual({ isCancelled, there: isCancelled ? 0 : 1 });
          }
        },
      ),
      { numRuns: 3 },
    );
  });
});

describe('trying again', () => {
  test('publishes once what TikTok had refused', async () => {
    const post = await newPost();
    await tiktok.addOutcome({ failReason: 'spam_risk_text', times: 1 });
    const { postId } = await create(post);
    const failed = await reaches(postId, 'failed');
    expect(failed.publications[0].failure).toMatchObject({ code: 'spam_risk_text' });
    const again = await api.send('POST', `/api/posts/${postId}/retry`);
    expect(again.body.publications[0]).toMatchObject({ publishId: null, failure: null, bytes: { sent: 0 } });
    const done = await reaches(postId, 'published');
    expect(done.publications[0].publishId).not.toBe(failed.publications[0].publishId);
    expect(await inits()).toHaveLength(2);
  });

  test('takes a cancelled post up again', async () => {
    const { postId } = await create(await newPost({ scheduledAt: soon(3_600_000) }));
    await api.send('POST', `/api/posts/${postId}/cancel`);
    expect((await api.send('POST', `/api/posts/${postId}/retry`)).status).toBe(200);
    await reaches(postId, 'published');
  });

  test('leaves alone what may still be published by TikTok', async () => {
    const { postId } = await create(await newPost());
    await reaches(postId, 'published');
    expect(codeOf(await api.send('POST', `/api/posts/${postId}/retry`))).toEqual([409, 'post_not_retryable']);
    // Given up by ourselves after bytes were sent: nobody knows.
    await surroundings.database.db
      .update(publications)
      .set({ status: 'failed' })
      .where(sql`post_id = ${postId}`);
    expect(codeOf(await api.send('POST', `/api/posts/${postId}/retry`))).toEqual([409, 'post_not_retryable']);
  });
});

describe('the same file on the same account', () => {
  test('goes out once in 24 hours, however many ask at the same time', async () => {
    const post = await newPost();
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.send('POST', '/api/posts', post)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(codeOf(answer)).toEqual([409, 'duplicate_post']);
      expect(answer.body.error.details).toMatchObject({ postId: made[0]?.body.postId });
    }
    const upload = { accountId: post.accountIds[0], source: 'FILE_UPLOAD', mediaId: post.mediaId };
    const again = await api.publish({ ...upload, mode: 'direct', postInfo: post.postInfo });
    expect(again.status).toBe(409);
  });

  test('may go out again when that is wanted, on another account, a day apart, or when the first was cancelled', async () => {
    const post = await newPost({ scheduledAt: soon(10 * 3_600_000) });
    const { postId } = await create(post);
    const again = async (changes: object) =>
      (await api.send('POST', '/api/posts', { ...post, ...changes })).status;
    expect(await again({})).toBe(409);
    expect(await again({ draft: true })).toBe(201);
    expect(await again({ scheduledAt: soon(33 * 3_600_000) })).toBe(409);
    expect(await again({ scheduledAt: soon(35 * 3_600_000) })).toBe(201);
    expect(await again({ accountIds: [await newAccount()] })).toBe(201);
    expect(await again({ allowDuplicate: true })).toBe(201);

    const other = await newPost({ scheduledAt: soon(3_600_000) });
    const first = await create(other);
    await api.send('POST', `/api/posts/${first.postId}/cancel`);
    expect((await api.send('POST', '/api/posts', other)).status).toBe(201);
    expect(
      (await api.send('PATCH', `/api/posts/${postId}`, { scheduledAt: soon(35 * 3_600_000) })).status,
    ).toBe(409);
  });
});

describe('a dry run', () => {
  test('says that nothing stands in the way, and makes nothing', async () => {
    const post = await newPost({ scheduledAt: soon(60_000) });
    const { db } = surroundings.database;
    const before = await db.$count(posts);
    const answer = await api.send('POST', '/api/posts?dryRun=true', post);
    expect(answer).toEqual({
      status: 200,
      body: {
        ok: true,
        scheduledAt: post.scheduledAt,
        problems: [],
        accounts: [{ accountId: post.accountIds[0], problems: [] }],
      },
    });
    expect(await db.$count(posts)).toBe(before);
    expect(await inits()).toEqual([]);
  });

  test('names every problem, with the post and with each account', async () => {
    const [good, gone] = [await newAccount(), uuidv7()];
    const post = await newPost({
      accountIds: [good, gone],
      scheduledAt: '2020-01-01T00:00:00Z',
      postInfo: { title: 'x'.repeat(2201), privacyLevel: 'FOLLOWER_OF_CREATOR' },
    });
    const { body } = await api.send('POST', '/api/posts?dryRun=true', post);
    expect(body).toMatchObject({
      ok: false,
      problems: [{ code: 'caption_too_long', details: { length: 2201 } }, { code: 'schedule_in_past' }],
      accounts: [
        {
          accountId: good,
          problems: [
            {
              code: 'privacy_level_option_mismatch',
              details: { offered: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'] },
            },
          ],
        },
        { accountId: gone, problems: [{ code: 'account_not_found' }] },
      ],
    });
  });
});

test("another workspace's posts can be neither changed nor cancelled nor tried again", async () => {
  const { postId } = await create(await newPost({ draft: true }));
  const stranger = api.bearer(uuidv7());
  for (const [method, action] of [
    ['PATCH', ''],
    ['POST', '/cancel'],
    ['POST', '/retry'],
  ] as const) {
    const answer = await api.call(
      `/api/posts/${postId}${action}`,
      { method, ...(method === 'PATCH' && jsonBody) },
      stranger,
    );
    expect([answer.status, action]).toEqual([404, action]);
  }
});

const jsonBody = { headers: { 'content-type': 'application/json' }, body: '{"draft":false}' };
