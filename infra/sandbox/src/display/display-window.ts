import { takeFromWindow } from '../http/rate-window.ts';
import type { Sandbox } from '../sandbox.ts';
import type { AccessToken } from '../state/tokens.ts';

/** Counts a call of the Display API, where each endpoint has its own window, per token or per app (reference 8). */
export function takeDisplayCall(
  { store, clock }: Pick<Sandbox, 'store' | 'clock'>,
  token: AccessToken,
  bucket: string,
): void {
  const windows =
    store.settings.displayBucket === 'app' ? windowsOfApp(store, token.clientKey) : token.windows;
  takeFromWindow(windows, { bucket, perMinute: store.settings.limits.displayPerMinute, now: clock.now() });
}

function windowsOfApp(store: Sandbox['store'], clientKey: string): Record<string, number[]> {
  const windows = store.appWindows.get(clientKey) ?? {};
  store.appWindows.set(clientKey, windows);
  return windows;
}
