import type { AuthGatewayPaths, UploaderPaths } from '@postbus/sdk/openapi';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { authGateway, bodyOf, uploader } from './services.ts';

type Json<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Account = Json<AuthGatewayPaths['/api/accounts']['get']>['items'][number];
export type CreatorInfo = Json<UploaderPaths['/api/accounts/{id}/creator-info']['get']>;
export type Quota = Json<UploaderPaths['/api/accounts/{id}/quota']['get']>['items'][number];

const pageSize = 200;
/** A workspace with more accounts than this finds the others by the API. */
const mostPages = 10;

export const accountsKey = ['accounts'];

/** Every account of the workspace, those that were disconnected too. */
export const accountsQuery = queryOptions({
  queryKey: accountsKey,
  async queryFn(): Promise<Account[]> {
    const items: Account[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await bodyOf(
        authGateway.GET('/api/accounts', {
          params: { query: { limit: pageSize, ...(cursor && { cursor }) } },
        }),
      );
      items.push(...answer.items);
      if (answer.nextCursor === null) break;
      cursor = answer.nextCursor;
    }
    return items;
  },
});

export const useAccounts = () => useQuery(accountsQuery);

/** The accounts by their ids. */
export function useAccountsById(): Map<string, Account> {
  const { data = [] } = useAccounts();
  return new Map(data.map((account) => [account.accountId, account]));
}

/** What the creator allows just now. TikTok wants this asked whenever the page of a post is shown. */
export const creatorInfoQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['creator-info', accountId],
    queryFn: () =>
      bodyOf(uploader.GET('/api/accounts/{id}/creator-info', { params: { path: { id: accountId } } })),
    staleTime: 60_000,
  });

export const useCreatorInfo = (accountId: string) => useQuery(creatorInfoQuery(accountId));

export const useQuota = (accountId: string) =>
  useQuery({
    queryKey: ['quota', accountId],
    queryFn: async () =>
      (await bodyOf(uploader.GET('/api/accounts/{id}/quota', { params: { path: { id: accountId } } }))).items,
    staleTime: 15_000,
  });
