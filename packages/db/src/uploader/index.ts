export { inbox, outbox } from './bus.ts';
export { dataKeys } from './data-keys.ts';
export { idempotencyKeys } from './idempotency-keys.ts';
export { jobWorkers } from './job-workers.ts';
export { media } from './media.ts';
export { posts } from './posts.ts';
export { publications } from './publications.ts';
export { publishAttempts } from './publish-attempts.ts';
export { uploaderSchema } from './schema.ts';
