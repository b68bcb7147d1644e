import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { media } from '@postbus/db/uploader';
import { waitFor } from '@postbus/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Api, createApi } from '../../testing/api.ts';
import { startProcess, type UploaderProcess } from '../../testing/start-process.ts';
import { type Surroundings, startSurroundings } from '../../testing/start-uploader.ts';
import { testPhoto } from '../../testing/test-photo.ts';
import { writeTestVideo } from '../../testing/test-video.ts';

let surroundings: Surroundings;
let uploader: UploaderProcess;
let api: Api;
/** Somebody's server with files. */
let host: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: string[] = [];
let video: Buffer;

beforeAll(async () => {
  host = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(host, 'listening');
  surroundings = await startSurroundings('http://127.0.0.1:1');
  surroundings.env.IMPORT_ALLOWED_HOSTS = new URL(address('/')).host;
  uploader = await startProcess(surroundings);
  api = createApi(surroundings, () => uploader);
  const path = join(surroundings.mediaDirectory, 'source.mp4');
  await writeTestVideo(path, 500_000);
  video = await readFile(path);
});
afterEach(() => {
  asked = [];
});
afterAll(async () => {
  await uploader?.end('SIGKILL');
  await surroundings?.close();
  host?.closeAllConnections();
  host?.close();
});

const address = (path: string) => `http://127.0.0.1:${(host.address() as AddressInfo).port}${path}`;
const importing = (url: string, headers: Record<string, string> = {}) =>
  api.send('POST', '/api/media/import', { url, fileName: 'crust.mp4' }, headers);

async function look(mediaId: string) {
  const found = await api.call(`/api/media/${mediaId}`);
  return (await found.json()) as { status: string; sizeBytes: number; kind: string; failure: unknown };
}
async function settled(mediaId: string) {
  return waitFor('the import to end', async () => {
    const seen = await look(mediaId);
    return seen.status === 'importing' ? null : seen;
  });
}
/** The next try comes at once, and not after the library's pause. */
const hurry = () =>
  waitFor('the job to wait for its next try', async () => {
    const rows = await surroundings.database.db.execute(sql`
      update uploader_jobs._private_jobs set run_at = now()
      where run_at > now() and key like 'import:%' and locked_at is null returning id`);
    return rows.length > 0;
  });

test('a file is fetched, looked into and ready, and its address is not kept', async () => {
  answer = (_request, response) => response.end(video);
  const { status, body } = await importing(address('/crust.mp4?token=very-secret'));
  expect({ status, body }).toMatchObject({
    status: 202,
    body: { status: 'importing', fileName: 'crust.mp4', failure: null },
  });
  expect(await settled(body.mediaId)).toMatchObject({
    status: 'ready',
    kind: 'video',
    sizeBytes: video.length,
  });
  expect(await readFile(join(surroundings.mediaDirectory, body.mediaId))).toEqual(video);
  const [row] = await surroundings.database.db.select().from(media).where(eq(media.id, body.mediaId));
  expect(JSON.stringify(row)).not.toContain('very-secret');
  expect(row?.sourceUrlEncrypted).toBeNull();
  expect(uploader.log()).not.toContain('very-secret');
});

test('a photo is fetched through a redirect', async () => {
  const photo = await testPhoto(300, 400);
  answer = (request, response) => {
    if (request.url === '/there') response.end(photo);
    else response.writeHead(302, { location: '/there' }).end();
  };
  const { body } = await importing(address('/here'));
  expect(await settled(body.mediaId)).toMatchObject({ status: 'ready', kind: 'photo' });
});

test('the same request with one Idempotency-Key is one import', async () => {
  answer = (_request, response) => response.end(video);
  const headers = { 'idempotency-key': 'import-1' };
  const [one, two] = [await importing(address('/a'), headers), await importing(address('/a'), headers)];
  expect(two.body.mediaId).toBe(one.body.mediaId);
  expect((await importing(address('/b'), headers)).body.error.code).toBe('idempotency_conflict');
  await settled(one.body.mediaId);
  expect(asked).toEqual(['/a']);
});

test('a connection that breaks is tried again, from the beginning', async () => {
  let times = 0;
  answer = (_request, response) => {
    times += 1;
    if (times > 1) return response.end(video);
    response.writeHead(200, { 'content-length': video.length }).write(video.subarray(0, 100_000), () => {
      response.destroy();
    });
  };
  const { body } = await importing(address('/broken'));
  await hurry();
  expect(await settled(body.mediaId)).toMatchObject({ status: 'ready', sizeBytes: video.length });
});

test('a process that is killed while it fetches leaves the work to the next one', async () => {
  answer = (_request, response) => void response.writeHead(200).write(video.subarray(0, 100_000));
  const { body } = await importing(address('/slow'));
  await waitFor('the fetching to begin', () => asked.length > 0);
  await uploader.end('SIGKILL');
  answer = (_request, response) => response.end(video);
  uploader = await startProcess(surroundings);
  expect(await settled(body.mediaId)).toMatchObject({ status: 'ready', sizeBytes: video.length });
});

test.each([
  ['a page that is not there', 404, 'gone', 'import_refused'],
  ['a page that calls itself an MP4', 200, '<html>hello</html>', 'media_unreadable'],
  ['nothing', 200, '', 'media_unreadable'],
])('%s ends as failed, says why, and leaves no file', async (_what, status, text, code) => {
  answer = (_request, response) => response.writeHead(status, { 'content-type': 'video/mp4' }).end(text);
  const { body } = await importing(address('/x.mp4'));
  expect(await settled(body.mediaId)).toMatchObject({ status: 'failed', failure: { code } });
  expect(
    (await readdir(surroundings.mediaDirectory)).filter((name) => name.startsWith(body.mediaId)),
  ).toEqual([]);
  const post = { accountIds: [api.addAccount()], mediaId: body.mediaId, mode: 'inbox' };
  expect((await api.send('POST', '/api/posts', post)).body.error.code).toBe('media_import_failed');
});

test('more than 4 GiB is refused by what the server says, before the first byte', async () => {
  answer = (_request, response) =>
    void response.writeHead(200, { 'content-length': 4 * 1024 ** 3 + 1 }).write('x');
  const { body } = await importing(address('/huge'));
  expect(await settled(body.mediaId)).toMatchObject({
    status: 'failed',
    failure: { code: 'media_too_large' },
  });
});

test('a server that stays away is given up after six tries', async () => {
  answer = (_request, response) => response.writeHead(503).end();
  const { body } = await importing(address('/away'));
  for (let tries = 1; tries < 6; tries += 1) await hurry();
  expect(await settled(body.mediaId)).toMatchObject({ status: 'failed', failure: { code: 'import_failed' } });
  expect(asked).toHaveLength(6);
});

test.each([
  'http://127.0.0.1:1/x',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]/x',
  'http://10.0.0.1/x',
  'file:///etc/passwd',
  'https://me:secret@example.com/x',
  'example',
])('the address %s is refused at once, and nothing is made', async (url) => {
  const before = await surroundings.database.db.$count(media);
  const { status, body } = await importing(url);
  expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'import_address_refused' });
  expect(await surroundings.database.db.$count(media)).toBe(before);
});

test.each(['http://169.254.169.254/latest/meta-data/', 'http://localhost:1/x'])(
  'a redirect to %s is not followed',
  async (location) => {
    answer = (_request, response) => response.writeHead(302, { location }).end();
    const { body } = await importing(address('/redirect'));
    expect(await settled(body.mediaId)).toMatchObject({
      status: 'failed',
      failure: { code: 'import_address_refused' },
    });
  },
);

test('bytes cannot be sent to a file that is fetched', async () => {
  answer = (_request, response) => void response.writeHead(200).write('x');
  const { body } = await importing(address('/slow'));
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-offset': '0',
    'content-type': 'application/offset+octet-stream',
  };
  const sent = await api.call(`/api/media/${body.mediaId}`, { method: 'PATCH', headers, body: 'bytes' });
  expect(sent.status).toBe(404);
});
