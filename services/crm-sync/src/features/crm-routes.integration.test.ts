import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountEvent, postEvent } from '../testing/events.ts';
import { takeAccount, takePost } from '../testing/project.ts';
import { type RunningCrm, type Surroundings, startCrm, startSurroundings } from '../testing/start-crm.ts';

const mine = uuidv7();
const others = uuidv7();
const accountIds = Array.from({ length: 9 }, () => uuidv7());
const publicationIds = Array.from({ length: 12 }, () => uuidv7());
const [firstAccount = ''] = accountIds;
const [firstPost = ''] = publicationIds;

describe('the CRM tables over HTTP', () => {
  let around: Surroundings;
  let crm: RunningCrm;
  const foreign = { account: accountEvent(others).event, post: postEvent(others).event };

  beforeAll(async () => {
    around = await startSurroundings();
    crm = await startCrm(around.options);
    const { db } = around.database;
    for (const [index, accountId] of accountIds.entries()) {
      const status = index % 3 ? 'active' : 'reauth_required';
      await takeAccount(db, accountEvent(mine, { accountId, status, username: `name-${index}` }).event);
    }
    for (const [index, publicationId] of publicationIds.entries()) {
      const isPublished = index % 2 === 0;
      const event = postEvent(mine, {
        publicationId,
        accountId: accountIds[index % 3] ?? '',
        status: isPublished ? 'published' : 'queued',
        platformPostIds: isPublished ? [`760000000000000010${index}`] : [],
        publishId: `v_pub_file~v2-1.${index}`,
        // Equal times for several, and none for others: the id decides.
        publishedAt: isPublished ? `2026-01-0${1 + (index % 4)}T00:00:00.007Z` : null,
        version: 1 + (index % 3),
      });
      await takePost(db, event.event);
    }
    await takeAccount(db, foreign.account);
    await takePost(db, foreign.post);
  });
  afterAll(async () => {
    await crm.close();
    await around.close();
  });

  const get = (path: string, workspaceId = mine, scopes?: string[]) =>
    around.get(`${crm.url}/api/crm/${path}`, workspaceId, scopes);
  /** Every item that the pages of a list lead through. */
  const walk = async (list: string, query: string) => {
    const items = [];
    for (let cursor = ''; ; ) {
      const { body } = await get(`${list}?${query}${cursor && `&cursor=${cursor}`}`);
      items.push(...body.items);
      if (body.nextCursor === null) return items;
      cursor = body.nextCursor;
    }
  };
  const idsOf = (items: { publicationId?: string; accountId: string }[]) =>
    items.map(({ publicationId, accountId }) => publicationId ?? accountId);

  test('a workspace sees its own rows and no others', async () => {
    expect(idsOf(await walk('accounts', 'limit=200')).toSorted()).toEqual(accountIds.toSorted());
    expect(idsOf(await walk('posts', 'limit=200')).toSorted()).toEqual(publicationIds.toSorted());
    expect(idsOf((await get('posts', others)).body.items)).toEqual([foreign.post.data.publicationId]);
  });

  test("another workspace's row is 404, like one that is not there", async () => {
    for (const path of [
      `accounts/${foreign.account.data.accountId}`,
      `posts/${foreign.post.data.publicationId}`,
      `accounts/${uuidv7()}`,
      `posts/${uuidv7()}`,
    ]) {
      const { status, body } = await get(path);
      expect(status).toBe(404);
      expect(body.error.code).toBe(path.startsWith('posts') ? 'post_not_found' : 'account_not_found');
    }
    expect((await get(`posts?publicationId=${foreign.post.data.publicationId}`)).body.items).toEqual([]);
    expect((await get(`posts?accountId=${foreign.post.data.accountId}`)).body.items).toEqual([]);
  });

  test('an account is shown whole', async () => {
    const { body } = await get(`accounts/${firstAccount}`);
    expect(body).toEqual({
      accountId: firstAccount,
      platform: 'tiktok',
      userId: 'user-1',
      openId: '-000DemoOpenId_1',
      displayName: 'Demo Baker',
      username: 'name-0',
      avatarUrl: 'https://cdn.example/avatar.jpeg',
      grantedScopes: ['user.info.basic', 'video.publish'],
      status: 'reauth_required',
      connectedAt: '2026-01-01T00:00:00.000Z',
      tokenExpiresAt: '2026-01-02T00:00:00.000Z',
      figures: null,
      version: 1,
      updatedAt: '2026-01-01T00:01:00.000Z',
    });
  });

  test('a post without a public id yet has null and an empty list', async () => {
    const { body } = await get(`posts/${publicationIds[1]}`);
    expect(body).toMatchObject({
      id: publicationIds[1],
      source: 'postbus',
      postId: null,
      postIds: [],
      hashtags: ['baking'],
      figures: null,
      account: { username: 'name-1' },
    });
  });

  test.each([
    [`publicationId=${firstPost}`, 1],
    [`accountId=${firstAccount}`, 4],
    ['status=published', 6],
    [`status=published&accountId=${firstAccount}`, 2],
    ['postId=7600000000000000100', 1],
    ['publishId=v_pub_file~v2-1.3', 1],
    ['postId=1', 0],
    ['source=postbus', 12],
    ['source=tiktok', 0],
  ])('posts by %s are %i', async (query, count) => {
    expect((await get(`posts?${query}`)).body.items).toHaveLength(count);
  });

  test.each([
    ['status=reauth_required', 3],
    ['username=name-4', 1],
    ['openId=-000DemoOpenId_1', 9],
    ['userId=nobody', 0],
    ['platform=tiktok', 9],
  ])('accounts by %s are %i', async (query, count) => {
    expect((await get(`accounts?${query}`)).body.items).toHaveLength(count);
  });

  describe.each([1, 2, 5, 12])('in pages of %i', (limit) => {
    test.each(['createdAt', 'publishedAt', 'updatedAt'])(
      'sorting by %s is a total order both ways',
      async (sort) => {
        const rising = idsOf(await walk('posts', `sort=${sort}&limit=${limit}`));
        const falling = idsOf(await walk('posts', `sort=-${sort}&limit=${limit}`));
        expect(new Set(rising).size).toBe(publicationIds.length);
        expect(falling).toEqual(rising.toReversed());
        const whole = idsOf((await get(`posts?sort=${sort}&limit=200`)).body.items);
        expect(rising).toEqual(whole);
      },
    );
  });

  test('newest first is the default, and posts that were not published count as oldest', async () => {
    expect(idsOf(await walk('posts', 'limit=5'))).toEqual(publicationIds.toReversed());
    const times = (await walk('posts', 'sort=-publishedAt&limit=5')).map(({ publishedAt }) => publishedAt);
    expect(times.slice(6)).toEqual([null, null, null, null, null, null]);
    expect(times.slice(0, 6)).toEqual(times.slice(0, 6).toSorted().toReversed());
  });

  test('rows that come while somebody pages neither repeat nor hide others', async () => {
    const workspace = uuidv7();
    const { db } = around.database;
    const first = Array.from({ length: 4 }, () => postEvent(workspace).event);
    for (const event of first) await takePost(db, event);
    const page = (await get('posts?limit=2', workspace)).body;
    for (let index = 0; index < 3; index += 1) await takePost(db, postEvent(workspace).event);
    const rest = (await get(`posts?limit=2&cursor=${page.nextCursor}`, workspace)).body;
    expect([...idsOf(page.items), ...idsOf(rest.items)]).toEqual(
      first.map(({ data }) => data.publicationId).toReversed(),
    );
  });

  const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  test.each([
    'posts?limit=0',
    'posts?limit=201',
    'posts?limit=x',
    'posts?sort=caption',
    'posts?status=lost',
    'posts?accountId=1',
    'posts?postId=abc',
    'posts?publishId=%00',
    'posts?unknown=1',
    'posts?cursor=x',
    'posts?cursor=',
    `posts?cursor=${cursorOf({ sort: '-updatedAt', time: 1, id: uuidv7() })}`,
    `posts?sort=updatedAt&cursor=${cursorOf({ sort: 'updatedAt', time: 1e17, id: uuidv7() })}`,
    `posts?sort=updatedAt&cursor=${cursorOf({ sort: 'updatedAt', time: 1, id: "' or true" })}`,
    'posts/1',
    'accounts?username=%00',
    'accounts?workspaceId=x',
    'accounts/..%2f',
  ])('%s is 400', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body.error.code).toBe('validation_failed');
  });

  test('the scope crm:read is required', async () => {
    for (const path of ['accounts', 'posts', `accounts/${firstAccount}`, `posts/${firstPost}`]) {
      const { status, body } = await get(path, mine, ['posts:read', 'admin']);
      expect(status).toBe(403);
      expect(body.error.code).toBe('missing_scope');
      expect((await fetch(`${crm.url}/api/crm/${path}`)).status).toBe(401);
    }
  });
});
