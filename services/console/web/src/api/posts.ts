import type { CrmSyncPaths, UploaderPaths } from '@postbus/sdk/openapi';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { bodyOf, crmSync, uploader } from './services.ts';

type Json<Operation, Status extends number = 200> = Operation extends {
  responses: { [status in Status]: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Post = Json<UploaderPaths['/api/posts/{id}']['get']>;
export type Publication = Post['publications'][number];
export type PublicationStatus = Publication['status'];
export type DryRun = Json<UploaderPaths['/api/posts']['post']>;
export type NewPost = NonNullable<
  UploaderPaths['/api/posts']['post']['requestBody']
>['content']['application/json'];
export type PostInfo = NonNullable<NewPost['postInfo']>;
export type ListedPost = Json<CrmSyncPaths['/api/crm/posts']['get']>['items'][number];

export const postKey = (postId: string) => ['post', postId];

export const postQuery = (postId: string) =>
  queryOptions({
    queryKey: postKey(postId),
    queryFn: () => bodyOf(uploader.GET('/api/posts/{id}', { params: { path: { id: postId } } })),
  });

export interface PostFilters {
  status?: PublicationStatus;
  accountId?: string;
  sort: '-createdAt' | '-publishedAt' | '-updatedAt' | 'createdAt';
}

/** The first page is there quickly; whoever goes on wants many. */
const firstPageSize = 25;
const nextPageSize = 200;

export type PostPage = Json<CrmSyncPaths['/api/crm/posts']['get']>;

const readPage = (filters: PostFilters, cursor: string, signal: AbortSignal): Promise<PostPage> =>
  bodyOf(
    crmSync.GET('/api/crm/posts', {
      signal,
      params: {
        query: { ...filters, ...(cursor ? { cursor, limit: nextPageSize } : { limit: firstPageSize }) },
      },
    }),
  );

/** Publications, a page at a time. Not asked for again by itself: {@link firstPostsQuery} tells what has changed. */
export const postsQuery = (filters: PostFilters) =>
  infiniteQueryOptions({
    queryKey: ['posts', filters],
    queryFn: ({ pageParam, signal }) => readPage(filters, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The first of them, which is where most changes are. */
export const firstPostsQuery = (filters: PostFilters) =>
  queryOptions({
    queryKey: ['posts', filters, 'first'],
    queryFn: ({ signal }) => readPage(filters, '', signal),
  });
