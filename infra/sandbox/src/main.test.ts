import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newApp } from './state/app.ts';
import { callsOf, redirectUri, startHarness } from './testing/harness.ts';
import { startReceiver } from './testing/receiver.ts';
import { makeVideo } from './testing/video.ts';

const main = join(import.meta.dirname, 'main.ts');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-main-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the program until it ends or says where it listens. */
async function run(env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...env } });
  let output = '';
  const ended = once(child, 'close').then(([code]) => `exit ${code}`);
  const address = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece) => {
        output += piece;
        const url = output.match(/"url":"(http[^"]+)"/)?.[1];
        if (url) resolve(url);
      });
    }
  });
  return {
    url: await Promise.race([address, ended]),
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

test('a malformed environment ends the program with one message that names everything and shows no value', async () => {
  const program = await run({ PORT: 'harbour', LOG_LEVEL: 'loud', SANDBOX_PROCESSING_MS: '-1' });
  expect(program.url).toBe('exit 1');
  expect(program.output()).toBe('Malformed configuration: PORT, LOG_LEVEL, SANDBOX_PROCESSING_MS\n');
});

test('a redirect URI that the portal would refuse ends the program', async () => {
  const program = await run({ PORT: '0', SANDBOX_REDIRECT_URI: 'http://app.example.com/callback' });
  expect(program.url).toBe('exit 1');
  expect(program.output()).toContain('must be https');
});

test('nothing secret is logged: no token, code, client secret, upload token or signature', async () => {
  const receiver = await startReceiver();
  const app = newApp({ clientKey: 'awlogged', clientSecret: 'very_secret_value' });
  const program = await run({
    PORT: '0',
    LOG_LEVEL: 'trace',
    SANDBOX_CLIENT_KEY: app.clientKey,
    SANDBOX_CLIENT_SECRET: app.clientSecret,
    SANDBOX_REDIRECT_URI: redirectUri,
    SANDBOX_WEBHOOK_URL: receiver.url,
    SANDBOX_PROCESSING_MS: '0',
    SANDBOX_MODERATION_MS: '0',
  });
  const tiktok = callsOf({ url: program.url, app });
  const { query } = await tiktok.consent();
  const code = query.get('code') ?? '';
  const tokens = (await tiktok.exchange(code)).json;
  const video = await makeVideo();
  const sourceInfo = { video_size: video.length, chunk_size: video.length };
  const uploadUrl: string = (await tiktok.directInit(tokens.access_token, { sourceInfo })).json.data
    .upload_url;
  expect((await tiktok.putWhole(uploadUrl, video)).status).toBe(201);
  expect((await tiktok.putWhole(uploadUrl.replace('/video/', '/video'), video)).status).toBe(404);
  await receiver.until((all) => all.length === 2);
  await tiktok.form('/v2/oauth/revoke/', { ...tiktok.credentials, token: tokens.access_token });
  await receiver.until((all) => all.length === 3);
  expect(await program.stop()).toBe('exit 0');
  await receiver.close();

  const output = program.output();
  const uploadToken = new URL(uploadUrl).searchParams.get('upload_token') ?? 'none';
  const secrets = [tokens.access_token, tokens.refresh_token, code, encodeURIComponent(code), uploadToken];
  const signatures = receiver.received.map(({ signature }) => signature.split('s=')[1] ?? 'none');
  for (const secret of [...secrets, ...signatures, app.clientSecret, 'k3Jq9d']) {
    expect(output).not.toContain(secret);
  }
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.some(({ path, status }) => path === '/video/' && status === 201)).toBe(true);
});

test('a restart forgets nothing: tokens, a half upload, timers and webhooks go on', async () => {
  const dataDir = join(folder, 'restart');
  const receiver = await startReceiver();
  const options = { dataDir, webhookUrl: receiver.url, settings: { checkMedia: false, processingMs: 100 } };
  const size = 12_000_000;
  const half = size / 2;
  const video = Buffer.alloc(size, 'postbus');

  const before = await startHarness({
    ...options,
    webhookUrl: 'http://127.0.0.1:1/',
    settings: { ...options.settings, webhookRetryMs: 60_000 },
  });
  const { accessToken } = await before.signIn();
  const gone = await before.signIn('demochef');
  await before.control('grants/revoke', { openId: gone.openId });
  const sourceInfo = { video_size: size, chunk_size: half, total_chunk_count: 2 };
  const { json } = await before.directInit(accessToken, { sourceInfo });
  await before.put(json.data.upload_url, video.subarray(0, half), `bytes 0-${half - 1}/${size}`);
  await before.close();
  expect((await stat(join(dataDir, 'state.json'))).mode & 0o777).toBe(0o600);

  const port = Number(new URL(before.url).port);
  const after = await startHarness({ ...options, port });
  const range = `bytes ${half}-${size - 1}/${size}`;
  expect((await after.put(json.data.upload_url, video.subarray(half), range)).status).toBe(201);
  const post = await after.ended(json.data.publish_id);
  expect(post.sha256).toBe(createHash('sha256').update(video).digest('hex'));
  await receiver.until((all) => all.length === 3);
  expect(receiver.events().sort()).toEqual([
    'authorization.removed',
    'post.publish.complete',
    'post.publish.publicly_available',
  ]);
  await after.close();
  await receiver.close();
});

test('a saved state that cannot be read is left behind, not fatal', async () => {
  const dataDir = join(folder, 'damaged');
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'state.json'), '{"version":1,"sto');
  const tiktok = await startHarness({ dataDir });
  expect((await tiktok.signIn()).accessToken).toBeTruthy();
  await tiktok.close();
});
