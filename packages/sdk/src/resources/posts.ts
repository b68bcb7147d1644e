import type { operations } from '../generated/uploader.ts';
import { itemsOf } from '../pages.ts';
import { bodyOf, type Services } from '../services.ts';

type ListQuery = NonNullable<operations['listPosts']['parameters']['query']>;
type PostRequest = operations['createPost']['requestBody']['content']['application/json'];
type PostChange = operations['updatePost']['requestBody']['content']['application/json'];
type CreatedPost = operations['createPost']['responses'][201]['content']['application/json'];
type DryRun = operations['createPost']['responses'][200]['content']['application/json'];
type PublishRequest = operations['uploadToTikTok']['requestBody']['content']['application/json'];

export interface PublishOptions {
  /** Two calls with the same key make one post, even from two processes. A new one for each call unless told. */
  idempotencyKey?: string;
}

const keyHeader = ({ idempotencyKey }: PublishOptions) =>
  idempotencyKey === undefined ? {} : { header: { 'idempotency-key': idempotencyKey } };

/** Publishing, and how it goes. */
export const postsOf = (services: Services) => ({
  /** Publishes a file on one or many accounts, now or at a time, or keeps it as a draft. */
  create: async (body: PostRequest, options: PublishOptions = {}): Promise<CreatedPost> =>
    (await bodyOf(services.uploader.POST('/api/posts', { body, params: keyHeader(options) }))) as CreatedPost,

  /** Runs every check of such a post, asks TikTok what the creators allow, and makes nothing. */
  dryRun: async (body: PostRequest): Promise<DryRun> =>
    (await bodyOf(
      services.uploader.POST('/api/posts', { body, params: { query: { dryRun: true } } }),
    )) as DryRun,

  /** Changes a draft or a scheduled post, or publishes a draft. */
  update: (id: string, body: PostChange) =>
    bodyOf(services.uploader.PATCH('/api/posts/{id}', { body, params: { path: { id } } })),

  /** Cancels what TikTok has no bytes of. */
  cancel: (id: string) =>
    bodyOf(services.uploader.POST('/api/posts/{id}/cancel', { params: { path: { id } } })),

  /** Begins anew what has failed or was cancelled, where that cannot make a second post. */
  retry: (id: string) =>
    bodyOf(services.uploader.POST('/api/posts/{id}/retry', { params: { path: { id } } })),

  /** Publishes a file on one account. Returns as soon as that is written down. */
  publish: (body: PublishRequest, options: PublishOptions = {}) =>
    bodyOf(services.uploader.POST('/api/tiktok/upload', { body, params: keyHeader(options) })),

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
