export { accounts } from './accounts.ts';
export { inbox, outbox } from './bus.ts';
export { dataKeys } from './data-keys.ts';
export { deliveries, deliveryAttempts } from './deliveries.ts';
export { endpoints } from './endpoints.ts';
export { idempotencyKeys } from './idempotency-keys.ts';
export { outboundEvents } from './outbound-events.ts';
export { crmSyncSchema } from './schema.ts';
export { type PostFailure, tiktokPosts } from './tiktok-posts.ts';
