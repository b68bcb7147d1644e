import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningConsole, startConsole } from '../../testing/start-console.ts';

describe('the page', () => {
  let console: RunningConsole;
  beforeAll(async () => {
    console = await startConsole({ url: 'http://127.0.0.1:9' });
  });
  afterAll(() => console?.close());

  test('is served at every address that it makes up for itself, and asked for anew each time', async () => {
    for (const path of ['/', '/posts/1', '/platforms/connect/tiktok']) {
      const answer = await fetch(console.url + path);
      expect(await answer.text()).toContain('<div id="root">');
      expect(answer.headers.get('cache-control')).toBe('public, max-age=0');
    }
  });

  test('keeps what it may load when it is asked for again and has not changed', async () => {
    const first = await fetch(console.url);
    const again = await fetch(console.url, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
    expect(again.headers.get('content-security-policy')).toBeNull();
  });

  test('takes scripts and connections from the console only', async () => {
    const policy = (await fetch(console.url)).headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'self'");
  });

  test('comes with parts that never change under their name, compressed', async () => {
    const html = await (await fetch(console.url)).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
    const answer = await fetch(console.url + script, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test.each([
    '/assets/none.js',
    '/none.js',
    '/api/none',
    '/%2e%2e/package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
  ])('has nothing at %s', async (path) => {
    expect((await fetch(console.url + path)).status).toBe(404);
  });
});
