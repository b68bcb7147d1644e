export { accounts } from './accounts.ts';
export { inbox } from './bus.ts';
export { crmSyncSchema } from './schema.ts';
export { type PostFailure, tiktokPosts } from './tiktok-posts.ts';
