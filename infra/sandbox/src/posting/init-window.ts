import { takeFromWindow } from '../http/rate-window.ts';
import type { Sandbox } from '../sandbox.ts';
import type { AccessToken } from '../state/tokens.ts';

/**
 * Counts an init (reference 8). Each endpoint has its own window, unless the switch says that they share one.
 * @throws ApiError rate_limit_exceeded
 */
export function takeInit(
  { store, clock }: Pick<Sandbox, 'store' | 'clock'>,
  token: AccessToken,
  endpoint: 'video' | 'inbox' | 'photo',
): void {
  const { initBuckets, limits } = store.settings;
  const bucket = initBuckets === 'shared' ? 'init' : `${endpoint} init`;
  takeFromWindow(token.windows, { bucket, perMinute: limits[`${endpoint}InitPerMinute`], now: clock.now() });
}
