import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { media } from '@postbus/db/uploader';
import { waitFor } from '@postbus/testing';
import { eq } from 'drizzle-orm';
import { Upload } from 'tus-js-client';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type RunningUploader,
  type Surroundings,
  startSurroundings,
  startUploader,
} from '../../testing/start-uploader.ts';
import { writeTestVideo, writeText } from '../../testing/test-video.ts';

const workspaceId = uuidv7();
let surroundings: Surroundings;
let uploader: RunningUploader;
let folder: string;

beforeAll(async () => {
  surroundings = await startSurroundings('http://127.0.0.1:1');
  uploader = await startUploader(surroundings);
  folder = surroundings.mediaDirectory;
});
afterAll(async () => {
  await uploader?.close();
  await surroundings?.close();
});

const bearer = (workspace = workspaceId, scopes = ['media:write']) =>
  surroundings.authGateway.issuer.bearer({ workspaceId: workspace, scopes });

const call = (path: string, init: RequestInit = {}, authorization = bearer()) =>
  fetch(`${uploader.url}${path}`, { ...init, headers: { authorization, ...init.headers } });

async function errorCode(answer: Response): Promise<unknown> {
  const body: unknown = await answer.json();
  expect(body).toMatchObject({
    error: { code: expect.any(String), message: expect.any(String), userMessage: expect.any(String) },
  });
  return (body as { error: { code: string } }).error.code;
}

const begin = (length: number, headers: Record<string, string> = {}) =>
  call('/api/media', {
    method: 'POST',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': `${length}`, ...headers },
  });

const send = (location: string, offset: number, body: Uint8Array<ArrayBuffer>) =>
  call(location, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-offset': `${offset}`,
      'content-type': 'application/offset+octet-stream',
    },
    body,
  });

const head = (location: string) => call(location, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });

async function uploadWithClient(path: string): Promise<string> {
  const { size } = await stat(path);
  return new Promise((resolve, reject) => {
    const upload = new Upload(createReadStream(path), {
      endpoint: `${uploader.url}/api/media`,
      headers: { authorization: bearer() },
      metadata: { filename: 'crust.mp4', filetype: 'video/mp4' },
      uploadSize: size,
      chunkSize: 300_000,
      onError: reject,
      onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
    });
    upload.start();
  });
}

test('a file sent by a tus client is stored byte for byte and described', async () => {
  const path = join(folder, 'source.mp4');
  await writeTestVideo(path, 1_000_000);
  const mediaId = await uploadWithClient(path);

  const answer = await call(`/api/media/${mediaId}`);
  expect(await answer.json()).toMatchObject({
    mediaId,
    status: 'ready',
    fileName: 'crust.mp4',
    sizeBytes: (await stat(path)).size,
    container: 'mp4',
    codec: 'vp9',
    width: 720,
    height: 1280,
    durationMs: 3000,
  });
  expect(await sha256(join(folder, mediaId))).toBe(await sha256(path));
});

test('an upload is gone on with after the process has ended in between', async () => {
  const path = join(folder, 'source.mp4');
  const { size } = await stat(path);
  const location = (await begin(size)).headers.get('location') ?? '';
  const half = Math.floor(size / 2);
  const first = await send(location, 0, await bytesOf(path, 0, half - 1));
  expect(first.status).toBe(204);

  await uploader.close();
  uploader = await startUploader(surroundings);
  const resumed = await head(location);
  expect(resumed.headers.get('upload-offset')).toBe(`${half}`);
  const second = await send(location, half, await bytesOf(path, half, size - 1));
  expect(second.status).toBe(204);
  expect(await (await call(location)).json()).toMatchObject({ status: 'ready' });
});

test('an upload that was complete when the process died is looked into when it is asked for', async () => {
  const path = join(folder, 'source.mp4');
  const mediaId = await uploadWithClient(path);
  const { db } = surroundings.database;
  // As a crash between the last byte and the look into the file leaves it.
  await db.update(media).set({ status: 'uploading', container: null }).where(eq(media.id, mediaId));
  expect(await (await call(`/api/media/${mediaId}`)).json()).toMatchObject({
    status: 'ready',
    container: 'mp4',
  });
});

test('a connection that breaks keeps the bytes that have come', async () => {
  const location = (await begin(10_000_000)).headers.get('location') ?? '';
  const breaking = new AbortController();
  async function* slowly() {
    yield new Uint8Array(500_000);
    await waitFor('the bytes to be stored', async () => {
      const { size } = await stat(join(folder, location.split('/').at(-1) ?? ''));
      return size === 500_000;
    });
    breaking.abort();
    await pause(60_000, undefined, { signal: breaking.signal }).catch(() => {});
  }
  const sending = call(location, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    body: ReadableStream.from(slowly()),
    duplex: 'half',
    signal: breaking.signal,
  } as RequestInit);
  await expect(sending).rejects.toThrow();
  expect((await head(location)).headers.get('upload-offset')).toBe('500000');
});

test('a file that is no video is refused with 422, and neither file nor row is left', async () => {
  const path = join(folder, 'text.txt');
  await writeText(path);
  const { size } = await stat(path);
  const location = (await begin(size)).headers.get('location') ?? '';
  const answer = await send(location, 0, await bytesOf(path, 0, size - 1));
  expect(answer.status).toBe(422);
  expect(await errorCode(answer)).toBe('media_unreadable');
  expect((await call(location)).status).toBe(404);
  expect(await readdir(folder)).not.toContain(location.split('/').at(-1));
});

test('an empty file is no video', async () => {
  const answer = await begin(0);
  expect(answer.status).toBe(422);
  expect(await errorCode(answer)).toBe('media_unreadable');
});

test('more than 4 GiB is refused before the first byte', async () => {
  const answer = await begin(4 * 1024 ** 3 + 1);
  expect(answer.status).toBe(413);
  expect(await errorCode(answer)).toBe('media_too_large');
});

test('4 GiB may be announced', async () => {
  expect((await begin(4 * 1024 ** 3)).status).toBe(201);
});

test('more bytes than were announced are refused', async () => {
  const location = (await begin(10)).headers.get('location') ?? '';
  const answer = await send(location, 0, new Uint8Array(11));
  expect(answer.status).toBe(413);
});

test('a wrong offset is refused and changes nothing', async () => {
  const location = (await begin(100)).headers.get('location') ?? '';
  const answer = await send(location, 7, new Uint8Array(3));
  expect(answer.status).toBe(409);
  expect(await errorCode(answer)).toBe('upload_offset_conflict');
  expect((await head(location)).headers.get('upload-offset')).toBe('0');
});

test.each([
  ['no tus version', { method: 'POST', headers: { 'upload-length': '5' } }, 412, 'tus_version_unsupported'],
  ['no length', { method: 'POST', headers: { 'tus-resumable': '1.0.0' } }, 400, 'upload_malformed'],
  [
    'a length that is no number',
    { method: 'POST', headers: { 'tus-resumable': '1.0.0', 'upload-length': '-5' } },
    400,
    'upload_malformed',
  ],
  [
    'malformed metadata',
    {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', 'upload-length': '5', 'upload-metadata': 'a b c' },
    },
    400,
    'upload_malformed',
  ],
])('an upload with %s is refused in the shape of every error', async (_, init, status, code) => {
  const answer = await call('/api/media', init);
  expect(answer.status).toBe(status);
  expect(await errorCode(answer)).toBe(code);
});

test.each(['sha1', 'sha256', 'md5'])(
  'bytes with their %s are taken, others leave nothing behind',
  async (algorithm) => {
    const location = (await begin(20)).headers.get('location') ?? '';
    const checksumOf = (text: string) =>
      `${algorithm} ${createHash(algorithm).update(text).digest('base64')}`;
    const sendWith = (checksum: string) =>
      call(location, {
        method: 'PATCH',
        headers: {
          'tus-resumable': '1.0.0',
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
          'upload-checksum': checksum,
        },
        body: 'ten bytes.',
      });
    const damaged = await sendWith(checksumOf('tem bytes.'));
    expect([damaged.status, await errorCode(damaged)]).toEqual([460, 'checksum_mismatch']);
    expect((await head(location)).headers.get('upload-offset')).toBe('0');
    expect((await sendWith(checksumOf('ten bytes.'))).status).toBe(204);
    expect((await head(location)).headers.get('upload-offset')).toBe('10');
    const unknown = await sendWith('crc32 AAAA');
    expect([unknown.status, await errorCode(unknown)]).toEqual([400, 'checksum_unsupported']);
  },
);

test('says which extensions of tus it has, and until when an upload may take', async () => {
  const { headers } = await call('/api/media', { method: 'OPTIONS' });
  expect(headers.get('tus-extension')?.split(/, ?/)).toEqual(
    expect.arrayContaining(['creation', 'termination', 'expiration', 'checksum']),
  );
  expect(headers.get('tus-checksum-algorithm')).toBe('sha1,sha256,md5');
  const expires = Date.parse((await begin(10)).headers.get('upload-expires') ?? '');
  expect(expires / 3_600_000).toBeCloseTo(Date.now() / 3_600_000 + 72, 1);
});

test('an upload that took too long is gone', async () => {
  const location = (await begin(10)).headers.get('location') ?? '';
  const { db } = surroundings.database;
  const longAgo = new Date(Date.now() - 73 * 3_600_000);
  await db
    .update(media)
    .set({ createdAt: longAgo })
    .where(eq(media.id, location.split('/').at(-1) ?? ''));
  const answer = await send(location, 0, new Uint8Array(5));
  expect([answer.status, await errorCode(answer)]).toEqual([410, 'media_gone']);
});

test('a workspace stores no more than it may, however many uploads are begun at once', async () => {
  const workspace = uuidv7();
  const gib = 1024 ** 3;
  const ask = () =>
    call(
      '/api/media',
      { method: 'POST', headers: { 'tus-resumable': '1.0.0', 'upload-length': `${3 * gib}` } },
      bearer(workspace),
    );
  const answers = await Promise.all(Array.from({ length: 40 }, ask));
  const refused = answers.filter(({ status }) => status === 413);
  // 100 GiB hold 33 of them.
  expect(refused).toHaveLength(7);
  for (const answer of refused) expect(await errorCode(answer)).toBe('storage_full');
  expect((await begin(3 * gib)).status).toBe(201);
});

test('only a token with media:write is let in', async () => {
  expect((await call('/api/media', { method: 'POST' }, '')).status).toBe(401);
  const other = await call('/api/media', { method: 'POST' }, bearer(workspaceId, ['posts:read']));
  expect(other.status).toBe(403);
});

test("another workspace's file is not there, by any method", async () => {
  const mediaId = await uploadWithClient(join(folder, 'source.mp4'));
  const stranger = bearer(uuidv7());
  const path = `/api/media/${mediaId}`;
  const tus = { 'tus-resumable': '1.0.0' };
  expect((await call(path, {}, stranger)).status).toBe(404);
  expect((await call(path, { method: 'HEAD', headers: tus }, stranger)).status).toBe(404);
  expect((await call(path, { method: 'DELETE' }, stranger)).status).toBe(404);
  const patch = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
  expect((await call(path, { method: 'PATCH', headers: patch, body: 'x' }, stranger)).status).toBe(404);
  expect((await call(path)).status).toBe(200);
});

test.each(['..%2f..%2fetc%2fpasswd', 'nothing', uuidv7()])('no file is called %s', async (name) => {
  const answer = await call(`/api/media/${name}`);
  expect(answer.status).toBe(404);
  expect((await head(`/api/media/${name}`)).status).toBe(404);
});

test('a file that was removed is gone from the disk too', async () => {
  const mediaId = await uploadWithClient(join(folder, 'source.mp4'));
  expect((await call(`/api/media/${mediaId}`, { method: 'DELETE' })).status).toBe(204);
  expect((await call(`/api/media/${mediaId}`)).status).toBe(404);
  expect(await readdir(folder)).not.toContain(mediaId);
});

async function sha256(path: string): Promise<string> {
  return hash('sha256', await readFile(path));
}

async function bytesOf(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = [];
  for await (const part of createReadStream(path, { start, end })) parts.push(part);
  return Uint8Array.from(Buffer.concat(parts));
}
