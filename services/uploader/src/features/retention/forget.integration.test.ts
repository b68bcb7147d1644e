import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idempotencyKeys, media, posts, publications } from '@postbus/db/uploader';
import { createLogger } from '@postbus/service-kit';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalFiles } from '../../integrations/local-files.ts';
import type { MediaFiles } from '../media/files.ts';
import { forgetOld } from './forget.ts';

const dayMs = 86_400_000;
const now = Date.now();
const daysAgo = (days: number) => new Date(now - days * dayMs);
const workspaceId = uuidv7();

let database: TestDatabase;
let folder: string;
let files: MediaFiles;
beforeAll(async () => {
  database = await createTestDatabase('uploader');
  folder = await mkdtemp(join(tmpdir(), 'postbus-forget-'));
  files = await createLocalFiles(folder);
});
afterAll(async () => {
  await database?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** A file that last grew so many days ago. */
async function newFile(id: string, days: number): Promise<string> {
  await writeFile(join(folder, id), 'bytes');
  await utimes(join(folder, id), daysAgo(days), daysAgo(days));
  return id;
}

async function newMedia(days: number, status: 'ready' | 'uploading' = 'ready', grewDaysAgo = days) {
  const id = await newFile(uuidv7(), grewDaysAgo);
  const at = daysAgo(days);
  await database.db.insert(media).values({
    ...{ id, workspaceId, status, clientId: 'c', sizeBytes: 5, metadata: {}, createdAt: at },
    ...(status === 'ready' && { readyAt: at }),
  });
  return id;
}

async function usedBy(mediaId: string, status: 'scheduled' | 'published' | 'draft', days: number) {
  const postId = uuidv7();
  const postInfo = {};
  const mode = 'direct' as const;
  await database.db.insert(posts).values({
    id: postId,
    workspaceId,
    clientId: 'c',
    source: 'FILE_UPLOAD',
    mode,
    mediaIds: [mediaId],
    postInfo,
  });
  await database.db.insert(publications).values({
    ...{ id: uuidv7(), postId, workspaceId, accountId: uuidv7(), platform: 'tiktok', status },
    ...{ correlationId: 'c', totalBytes: 5, statusSince: daysAgo(days) },
  });
  return mediaId;
}

test('files go when nobody has needed them for long, and nothing else does', async () => {
  const gone = {
    'never used': await newMedia(31),
    'used long ago': await usedBy(await newMedia(90), 'published', 31),
    'an upload that took too long': await newMedia(4, 'uploading', 2),
    'without a row': await newFile(uuidv7(), 2),
  };
  const kept = {
    'not yet used': await newMedia(29),
    'used lately': await usedBy(await newMedia(90), 'published', 29),
    scheduled: await usedBy(await newMedia(90), 'scheduled', 60),
    'of a draft': await usedBy(await newMedia(90), 'draft', 60),
    'an upload that has time': await newMedia(2, 'uploading', 2),
    'without a row yet': await newFile(uuidv7(), 0.5),
  };
  const key = (days: number) => ({
    ...{ workspaceId, clientId: 'c', key: `${days}`, requestHash: 'h', response: {} },
    createdAt: daysAgo(days),
  });
  await database.db.insert(idempotencyKeys).values([key(1), key(3)]);

  const logger = createLogger({ service: 'test', level: 'fatal' });
  const forget = () =>
    forgetOld({ db: database.db, files, logger, clock: () => now, mediaDays: 30, uploadHours: 72 });
  await Promise.all([forget(), forget()]);
  for (const [what, id] of Object.entries(gone)) expect([what, await files.stat(id)]).toEqual([what, null]);
  for (const [what, id] of Object.entries(kept))
    expect([what, (await files.stat(id))?.sizeBytes]).toEqual([what, 5]);
  expect(await database.db.$count(media)).toBe(5);
  const keys = await database.db.select({ key: idempotencyKeys.key }).from(idempotencyKeys);
  expect(keys).toEqual([{ key: '1' }]);
});
