import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { AddressRefusedError, createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts';

let server: Server;
let port: number;
let asked: string[];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { searchParams } = new URL(request.url ?? '', 'http://here');
    const to = searchParams.get('to');
    if (to) response.writeHead(302, { location: to }).end('gone');
    else response.end('here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server?.close());

let fetcher: GuardedFetch | undefined;
afterEach(async () => {
  await fetcher?.close();
  asked = [];
});
asked = [];

/** Names lead where the test says. */
function fetching(names: Record<string, string[]> = {}, allowedHosts: string[] = []) {
  fetcher = createGuardedFetch({
    allowedHosts,
    lookup(hostname, _options, done) {
      const addresses = (names[hostname] ?? []).map(
        (address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }),
      );
      done(addresses.length > 0 ? null : new Error(`no such name: ${hostname}`), addresses);
    },
  });
  return async (url: string) => {
    const answer = await fetcher?.get(url, { signal: AbortSignal.timeout(5_000) });
    return { status: answer?.statusCode, text: await answer?.body.text() };
  };
}

test.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '2130706433',
  '0x7f.1',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:a9fe:a9fe]',
  '[fe80::1]',
  '[fd00::1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
])('the address %s is refused before a connection is made', async (host) => {
  await expect(fetching()(`http://${host}:${port}/`)).rejects.toThrow(AddressRefusedError);
  expect(asked).toEqual([]);
});

test.each([
  ['this machine', ['127.0.0.1']],
  ['the metadata service', ['169.254.169.254']],
  ['IPv6 loopback', ['::1']],
  ['a public and a private address', ['93.184.216.34', '10.0.0.1']],
])('a name that leads to %s is refused', async (_where, addresses) => {
  const get = fetching({ 'evil.example': addresses });
  await expect(get(`http://evil.example:${port}/`)).rejects.toThrow(AddressRefusedError);
  expect(asked).toEqual([]);
});

test.each([
  'http://127.0.0.1:PORT/secret',
  'http://169.254.169.254/latest/meta-data/',
  'http://evil.example:PORT/secret',
  'file:///etc/passwd',
  'http://me:password@good.example/',
])('a redirect to %s is refused', async (to) => {
  // The first hop is on the allow-list, which trusts a host and not where it leads to.
  const names = { 'evil.example': ['127.0.0.1'], 'start.example': ['127.0.0.1'] };
  const get = fetching(names, [`start.example:${port}`]);
  const target = encodeURIComponent(to.replace('PORT', `${port}`));
  await expect(get(`http://start.example:${port}/?to=${target}`)).rejects.toThrow(AddressRefusedError);
  expect(asked).toEqual([`/?to=${target}`]);
});

test.each(['ftp://good.example/', 'file:///etc/passwd', 'data:text/plain,x', 'good.example', ''])(
  '%j is refused: only http and https are fetched',
  async (url) => {
    await expect(fetching()(url)).rejects.toThrow(AddressRefusedError);
  },
);

test('a host on the allow-list is fetched, through redirects too', async () => {
  const get = fetching({}, [`127.0.0.1:${port}`]);
  expect(await get(`http://127.0.0.1:${port}/?to=/there`)).toEqual({ status: 200, text: 'here' });
  expect(asked).toEqual(['/?to=/there', '/there']);
});

test('six redirects in a row are too many', async () => {
  const loop = createServer((_request, response) => response.writeHead(302, { location: '/' }).end());
  await new Promise<void>((resolve) => loop.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(loop.address() as AddressInfo).port}`;
  await expect(fetching({}, [address])(`http://${address}/`)).rejects.toThrow('too many redirects');
  loop.close();
});

test('a body is sent once: a redirect is an answer, and nobody follows it', async () => {
  fetching({}, ['127.0.0.1:*']);
  const url = `http://127.0.0.1:${port}/?to=${encodeURIComponent('http://169.254.169.254/')}`;
  const request = { headers: { 'x-test': 'yes' }, body: 'text', signal: AbortSignal.timeout(5_000) };
  const answer = await fetcher?.post(url, request);
  await answer?.body.dump();
  expect(answer?.statusCode).toBe(302);
  expect(asked).toHaveLength(1);
});

test('nothing is sent to a private address', async () => {
  fetching({ 'evil.example': ['127.0.0.1'] }, ['localhost:*']);
  const request = { headers: {}, body: 'text', signal: AbortSignal.timeout(5_000) };
  for (const host of ['127.0.0.1', 'evil.example', '[::1]']) {
    await expect(fetcher?.post(`http://${host}:${port}/`, request)).rejects.toThrow(AddressRefusedError);
  }
  expect(asked).toEqual([]);
});
