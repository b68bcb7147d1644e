import type { QuotaKind } from '@postbus/db/uploader';
import type { Config } from '../../config.ts';

export interface Limit {
  limit: number;
  windowMs: number;
}
export type Limits = Record<QuotaKind, Limit>;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** What TikTok allows a creator (developers.tiktok.com/doc/tiktok-api-v2-rate-limit), unless configured otherwise. */
export function limitsOf(config: Config): Limits {
  const perMinute = (limit: number) => ({ limit, windowMs: minuteMs });
  const perDay = (limit: number) => ({ limit, windowMs: dayMs });
  return {
    creator_info: perMinute(config.QUOTA_CREATOR_INFO_PER_MINUTE),
    direct_init: perMinute(config.QUOTA_INITS_PER_MINUTE),
    inbox_init: perMinute(config.QUOTA_INITS_PER_MINUTE),
    photo_init: perMinute(config.QUOTA_INITS_PER_MINUTE),
    status: perMinute(config.QUOTA_STATUS_PER_MINUTE),
    direct_posts: perDay(config.QUOTA_DIRECT_POSTS_PER_DAY),
    pending_shares: perDay(config.QUOTA_PENDING_SHARES_PER_DAY),
  };
}

/** Those that are told of when most or all is used. The others are over in a minute. */
export const dailyQuotas = ['direct_posts', 'pending_shares'] as const satisfies QuotaKind[];
export type DailyQuota = (typeof dailyQuotas)[number];

export const isDaily = (kind: QuotaKind): kind is DailyQuota => dailyQuotas.some((daily) => daily === kind);
