import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { media } from '@postbus/db/uploader';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { Upload } from '@tus/server';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUploadParts, type UploadParts } from '../features/media/upload-parts.ts';
import { startS3 } from '../testing/start-s3.ts';
import { isMissing } from './s3-errors.ts';
import { S3TusStore } from './s3-tus-store.ts';

let s3: Awaited<ReturnType<typeof startS3>>;
let database: TestDatabase;
let client: S3Client;
let parts: UploadParts;
beforeAll(async () => {
  s3 = await startS3();
  database = await createTestDatabase('uploader');
  client = new S3Client(s3.client);
  parts = createUploadParts(database.db);
});
afterAll(async () => {
  await database?.close();
  await s3?.close();
});

const exists = async (Key: string) => {
  try {
    await client.send(new HeadObjectCommand({ Bucket: s3.bucket, Key }));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
};
const options = () => ({
  ...{ bucket: s3.bucket, client: s3.client, expireMs: 0, parts, exists },
  uploads: { get: async () => undefined, set: async () => {}, delete: async () => {} },
});

const bytes = randomBytes(20_000_000);

async function begin(store: S3TusStore): Promise<string> {
  const id = uuidv7();
  await database.db.insert(media).values({
    ...{
      id,
      workspaceId: uuidv7(),
      clientId: 'c',
      status: 'uploading',
      sizeBytes: bytes.length,
      metadata: {},
    },
  });
  await store.create(new Upload({ id, offset: 0, size: bytes.length }));
  return id;
}
async function stored(Key: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: s3.bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

test('an upload whose process died after its last part is put together when it is asked for', async () => {
  class Dying extends S3TusStore {
    protected override async finishMultipartUpload(): Promise<undefined> {
      throw new Error('killed');
    }
  }
  const dying = new Dying(options());
  const id = await begin(dying);
  await expect(dying.write(Readable.from([bytes]), id, 0)).rejects.toThrow('killed');
  expect(await exists(id)).toBe(false);

  const next = new S3TusStore(options());
  expect((await next.getUpload(id)).offset).toBe(bytes.length);
  expect((await stored(id)).equals(bytes)).toBe(true);
});

test('a part that comes after a gap does not count, and is not in the file', async () => {
  const store = new S3TusStore(options());
  const id = await begin(store);
  await store.write(Readable.from([bytes.subarray(0, 9_000_000)]), id, 0);
  const before = (await store.getUpload(id)).offset;
  expect(before).toBe(9_000_000);
  // As a killed run leaves it, whose third part was faster than its second one.
  await parts.add(id, { partNumber: 9, eTag: 'of other bytes', sizeBytes: 8_388_608 });
  expect((await store.getUpload(id)).offset).toBe(before);
  expect(await store.write(Readable.from([bytes.subarray(before)]), id, before)).toBe(bytes.length);
  expect((await stored(id)).equals(bytes)).toBe(true);
});

test('an upload that there is not is not found', async () => {
  await expect(new S3TusStore(options()).getUpload(uuidv7())).rejects.toMatchObject({ status_code: 404 });
});
