import { tiktokPosts } from '@postbus/db/crm-sync';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Collecting, startCollecting } from '../../testing/start-collecting.ts';
import { displayPaths } from '../../testing/start-tiktok.ts';

const hour = 3600;
const day = 24 * hour;

let around: Collecting;
beforeAll(async () => {
  around = await startCollecting();
});
afterAll(() => around.close());

const countRows = (accountId: string) =>
  around.database.db.$count(tiktokPosts, eq(tiktokPosts.accountId, accountId));

test('many new posts are all found, also when the reading of the list breaks off in the middle', async () => {
  const { accountId } = await around.connectCreator('busy');
  await around.tiktok.post('busy', { createdSecondsAgo: 100 * day });
  await around.collect();
  await around.advance(7 * hour);
  for (let index = 0; index < 50; index += 1)
    await around.tiktok.post('busy', { createdSecondsAgo: index * 60 });
  await around.tiktok.addFault({ path: displayPaths.videoList, kind: 'status', status: 500, skip: 1 });
  await around.collect();
  expect(await countRows(accountId)).toBe(21);
  await around.advance(120);
  await around.collect();
  expect(await countRows(accountId)).toBe(51);
  await around.tiktok.forget();
  await around.advance(700);
  await around.collect();
  // The newest 20 by the list, the other 30 by two questions.
  expect(await around.tiktok.received(displayPaths.videoList)).toHaveLength(1);
  expect(await around.tiktok.received(displayPaths.videoQuery)).toHaveLength(2);
});
