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

const pageSize = 25;

/** Publications, a page at a time. */
export const postsQuery = (filters: PostFilters) =>
  infiniteQueryOptions({
    queryKey: ['posts', filters],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        crmSync.GET('/api/crm/posts', {
          signal,
          params: { query: { ...filters, limit: pageSize, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
