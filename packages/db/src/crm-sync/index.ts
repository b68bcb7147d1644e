export { accountCollections } from './account-collections.ts';
export { accounts } from './accounts.ts';
export { inbox, outbox } from './bus.ts';
export { type DisplayEndpoint, displayCalls, displayDays, displayWindows } from './display-calls.ts';
export { accountMetrics, metricsThinning, postMetrics } from './metrics.ts';
export { newestEvents, rebuilds } from './newest-events.ts';
export { crmSyncSchema } from './schema.ts';
export { type PostFailure, type PostSource, tiktokPosts } from './tiktok-posts.ts';
export { tiktokVideos } from './tiktok-videos.ts';
