import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalFiles } from '../../integrations/local-files.ts';
import { createS3Files } from '../../integrations/s3-files.ts';
import { startS3 } from '../../testing/start-s3.ts';
import { writeTestVideo } from '../../testing/test-video.ts';
import { type MediaFiles, renditionOf } from './files.ts';
import { probeVideo } from './probe.ts';
import { createUploadParts } from './upload-parts.ts';

describe.each(['a directory', 'a bucket'])('files in %s', (where) => {
  let folder: string;
  let s3: Awaited<ReturnType<typeof startS3>> | undefined;
  let database: TestDatabase | undefined;
  let files: MediaFiles;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postbus-files-'));
    if (where === 'a directory') {
      files = await createLocalFiles(folder);
      return;
    }
    s3 = await startS3();
    database = await createTestDatabase('uploader');
    const parts = createUploadParts(database.db);
    files = await createS3Files({ bucket: s3.bucket, client: s3.client, parts, scratchDirectory: folder });
  });
  afterAll(async () => {
    await s3?.close();
    await database?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function newFile(text: string): Promise<string> {
    const mediaId = uuidv7();
    const path = files.scratchPath();
    await writeFile(path, text);
    await files.put(mediaId, path);
    return mediaId;
  }

  test('are what was put there, as a whole and in parts', async () => {
    const mediaId = await newFile('0123456789');
    expect(await files.stat(mediaId)).toEqual({ sizeBytes: 10, modifiedAt: expect.any(Date) });
    expect(`${await buffer(files.openRange(mediaId, 2, 4))}`).toBe('234');
    const { path, giveBack } = await files.borrow(mediaId);
    expect(await readFile(path, 'utf8')).toBe('0123456789');
    await giveBack();
    await files.check();
  });

  test('are replaced as a whole', async () => {
    const mediaId = await newFile('before');
    const path = files.scratchPath();
    await writeFile(path, 'after');
    await files.put(mediaId, path);
    expect(`${await buffer(files.openRange(mediaId, 0, 4))}`).toBe('after');
  });

  test('are listed by their media and removed with all that belongs to them', async () => {
    const mediaId = await newFile('photo');
    const path = files.scratchPath();
    await writeFile(path, 'rendition');
    await files.put(renditionOf(mediaId), path);
    expect((await files.list()).filter((id) => id === mediaId)).toEqual([mediaId]);
    await files.remove(mediaId);
    await files.remove(mediaId);
    expect(await files.list()).not.toContain(mediaId);
    for (const name of [mediaId, renditionOf(mediaId)]) expect(await files.stat(name)).toBeNull();
  });

  test('can be looked into without being fetched as a whole', async () => {
    const mediaId = uuidv7();
    const path = files.scratchPath();
    await writeTestVideo(path, 3_000_000);
    await files.put(mediaId, path);
    expect(await probeVideo(files.source(mediaId))).toMatchObject({ container: 'mp4', width: 720 });
  });

  test('leave nothing on their way', async () => {
    const left = where === 'a bucket' ? 0 : (await files.list()).length;
    expect(await readdir(folder)).toHaveLength(left);
  });
});
