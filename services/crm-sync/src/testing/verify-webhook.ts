import { Webhook } from 'standardwebhooks';
import { vi } from 'vitest';
import type { Received } from './start-receiver.ts';

/** Verifies a request with the library that receivers use, at a time. Returns the event; raises what the library does. */
export function verifyWebhook({ headers, body }: Received, secret: string, nowMs: number): unknown {
  vi.useFakeTimers({ toFake: ['Date'], now: nowMs });
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  } finally {
    vi.useRealTimers();
  }
}
