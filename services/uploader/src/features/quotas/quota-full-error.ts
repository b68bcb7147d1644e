import type { QuotaKind } from '@postbus/db/uploader';

/** A quota of a creator is used up. Nothing was sent to TikTok. */
export class QuotaFullError extends Error {
  override readonly name = 'QuotaFullError';
  readonly code = 'quota_full';
  readonly kind: QuotaKind;
  /** Until a place may be free, in milliseconds. */
  readonly waitMs: number;

  constructor(kind: QuotaKind, waitMs: number) {
    super(`the quota ${kind} of this creator is used up`);
    this.kind = kind;
    this.waitMs = waitMs;
  }
}
