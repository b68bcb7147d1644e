import type { operations } from '../generated/uploader.ts';
import { itemsOf } from '../pages.ts';
import { bodyOf, type Services } from '../services.ts';

type ListQuery = NonNullable<operations['listPosts']['parameters']['query']>;
type PublishRequest = operations['uploadToTikTok']['requestBody']['content']['application/json'];

export interface PublishOptions {
  /** Two calls with the same key make one post, even from two processes. A new one for each call unless told. */
  idempotencyKey?: string;
}

/** Publishing, and how it goes. */
export const postsOf = (services: Services) => ({
  /** Publishes a file on an account. Returns as soon as that is written down. */
  publish: (body: PublishRequest, { idempotencyKey }: PublishOptions = {}) =>
    bodyOf(
      services.uploader.POST('/api/tiktok/upload', {
        body,
        ...(idempotencyKey !== undefined && { params: { header: { 'idempotency-key': idempotencyKey } } }),
      }),
    ),

  /** How a publication stands, by its own id or TikTok's publish id. */
  status: (id: string) =>
    bodyOf(services.uploader.GET('/api/tiktok/status/{id}', { params: { path: { id } } })),

  /** A post with every attempt at it. */
  get: (id: string) => bodyOf(services.uploader.GET('/api/posts/{id}', { params: { path: { id } } })),

  /** A page of posts, the newest first. */
  list: (query: ListQuery = {}) => bodyOf(services.uploader.GET('/api/posts', { params: { query } })),

  /** Every post, the newest first. */
  all: (query: Omit<ListQuery, 'cursor'> = {}) =>
    itemsOf((page) =>
      bodyOf(services.uploader.GET('/api/posts', { params: { query: { ...query, ...page } } })),
    ),
});
