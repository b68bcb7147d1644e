import type { Sandbox } from '../sandbox.ts';
import { authorizationRemoved } from '../webhooks/events.ts';

/** One creator's consent to one app. */
interface Grant {
  clientKey: string;
  openId: string;
}

/** The grant behind an open id, while any of its tokens is held; null when there is none. */
export function findGrant({ store }: Pick<Sandbox, 'store'>, openId: string): Grant | null {
  for (const tokens of [store.refreshTokens, store.accessTokens]) {
    for (const { clientKey, openId: owner } of tokens.values()) {
      if (owner === openId) return { clientKey, openId };
    }
  }
  return null;
}

/** Ends a grant: its tokens die, running tasks fail, and the app is told. Reasons: reference 7.3. */
export function removeGrant(
  { store, processing, webhooks }: Pick<Sandbox, 'store' | 'processing' | 'webhooks'>,
  { clientKey, openId }: Grant,
  reason: number,
): void {
  for (const tokens of [store.accessTokens, store.refreshTokens]) {
    for (const [token, { openId: owner }] of tokens) if (owner === openId) tokens.delete(token);
  }
  for (const task of store.tasks.values()) {
    if (task.openId === openId) processing.fail(task, 'auth_removed');
  }
  webhooks.emit(authorizationRemoved({ clientKey, openId }, reason));
}
