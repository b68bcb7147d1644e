import { afterEach } from 'vitest';
import { createTikTokClient, type TikTokClientOptions } from '../client.ts';
import { TikTokError } from '../errors/tiktok-error.ts';

export const clientKey = 'awdemo0000000001';
export const clientSecret = 'demo_client_secret_0001';

const open = new Set<() => Promise<void>>();

afterEach(async () => {
  await Promise.all([...open].map((close) => close()));
  open.clear();
});

/** A client of the server at `url` until the end of the test; it does not pause long between tries. */
export function clientOf(url: string, options: TikTokClientOptions = {}) {
  const client = createTikTokClient({
    apiBaseUrl: url,
    clientKey,
    clientSecret,
    chunkRetry: { firstDelayMs: 1 },
    ...options,
  });
  open.add(client.close);
  return client;
}

/** The `TikTokError` that the call raises; fails if it raises none or another. */
export async function errorOf(call: Promise<unknown>): Promise<TikTokError> {
  const outcome = await call.then(
    () => new Error('it raised nothing'),
    (error: unknown) => error,
  );
  if (outcome instanceof TikTokError) return outcome;
  throw outcome;
}
