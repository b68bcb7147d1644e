import { Type } from 'typebox';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigError, loadConfig } from '../load-config.ts';
import { createTestServer } from '../testing/test-server.ts';
import { TrustedProxies } from './trusted-proxies.ts';

const proxy = '10.0.0.7';

async function startServer(trusted: string) {
  const { app } = await createTestServer({
    config: { RATE_LIMIT_PER_MINUTE: 2, TRUSTED_PROXIES: trusted },
  });
  app.get('/open', async ({ ip }) => ({ ip }));
  onTestFinished(() => app.close());
  return async (remoteAddress: string, forwardedFor: string) => {
    const headers = { 'x-forwarded-for': forwardedFor };
    const answer = await app.inject({ url: '/open', remoteAddress, headers });
    return answer.statusCode === 200 ? answer.json().ip : answer.statusCode;
  };
}

/** What three calls of the same caller through the proxy come to. */
const thrice = async (call: Awaited<ReturnType<typeof startServer>>, caller: string) => [
  await call(proxy, caller),
  await call(proxy, caller),
  await call(proxy, caller),
];

describe('behind a trusted proxy', () => {
  test('callers are told apart by the address that the proxy saw, and do not use up the limit of each other', async () => {
    const call = await startServer('192.168.1.1, 10.0.0.0/8');
    for (const caller of ['203.0.113.1', '2001:db8::1']) {
      expect(await thrice(call, caller)).toEqual([caller, caller, 429]);
    }
  });

  test('an address that a caller made up before it counts for nothing', async () => {
    const call = await startServer('10.0.0.0/8');
    expect(await call(proxy, '198.51.100.9, 203.0.113.1')).toBe('203.0.113.1');
    // Through two proxies.
    expect(await call(proxy, '198.51.100.9, 203.0.113.1, 10.0.0.8')).toBe('203.0.113.1');
  });

  test('a caller whom the proxy does not know by an address is counted all the same', async () => {
    const call = await startServer('10.0.0.0/8');
    expect(await thrice(call, 'unknown')).toEqual(['unknown', 'unknown', 429]);
  });
});

test.each(['', '10.0.0.0/8'])(
  'anybody else is who calls, whatever they say of it: trusted %j',
  async (trusted) => {
    const call = await startServer(trusted);
    expect(await call('203.0.113.5', '198.51.100.9')).toBe('203.0.113.5');
  },
);

describe('the setting', () => {
  const load = (proxies: string) =>
    loadConfig(Type.Object({ TRUSTED_PROXIES: TrustedProxies }), { TRUSTED_PROXIES: proxies });

  test.each(['', '127.0.0.1', '::1', '10.0.0.0/8, fd00::/8', '192.168.0.1/32', '::1/128'])(
    'takes %j',
    (proxies) => {
      expect(load(proxies)).toEqual({ TRUSTED_PROXIES: proxies });
    },
  );

  test.each([
    'loopback',
    '10.0.0',
    '10.0.0.0/33',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/8/8',
    '10.0.0.1,',
    'a',
    '1.1.1.1/x',
  ])('refuses %j', (proxies) => {
    expect(() => load(proxies)).toThrow(ConfigError);
  });
});
