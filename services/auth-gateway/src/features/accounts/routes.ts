import { AccessToken, Platform, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { accountNotFound } from '../../errors.ts';
import { cutPage, PageOf, pageQuery } from '../../pages.ts';
import { originOf } from '../audit/origin.ts';
import type { PlatformAppDirectory } from '../platform-apps/directory.ts';
import { AccountDetails, AccountView, accountView } from './account.ts';
import type { RefreshAccount } from './refresh-account.ts';
import { findAccount, listAccounts } from './repository.ts';
import type { VendAccessToken } from './vend-access-token.ts';

const Parameters = Type.Object({ id: Uuid });

const ListQuery = Type.Object({
  platform: Type.Optional(Platform),
  userId: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  ...pageQuery,
});

export interface AccountRoutesDependencies {
  db: Database;
  refreshAccount: RefreshAccount;
  vendAccessToken: VendAccessToken;
  directory: Pick<PlatformAppDirectory, 'rightsOf'>;
  clock: () => Date;
}

export function accountRoutes({
  db,
  refreshAccount,
  vendAccessToken,
  directory,
  clock,
}: AccountRoutesDependencies) {
  return async (app: AppServer): Promise<void> => {
    app.get(
      '/api/accounts',
      {
        onRequest: app.requireScope('accounts:read'),
        schema: {
          tags: ['accounts'],
          operationId: 'listAccounts',
          summary: 'List accounts, the oldest first',
          querystring: ListQuery,
          response: { 200: PageOf(AccountView) },
        },
      },
      async (request) => {
        const { cursor, limit, ...filter } = request.query;
        const { workspaceId } = request.caller;
        const page = { ...filter, workspaceId, limit: limit + 1, ...(cursor && { after: cursor }) };
        const { rows, nextCursor } = cutPage(await listAccounts(db, page), limit);
        return { items: rows.map((account) => accountView(account, clock())), nextCursor };
      },
    );

    app.get(
      '/api/accounts/:id',
      {
        onRequest: app.requireScope('accounts:read'),
        schema: {
          tags: ['accounts'],
          operationId: 'getAccount',
          summary: 'Look at an account',
          params: Parameters,
          response: { 200: AccountDetails },
        },
      },
      async (request) => {
        const { workspaceId } = request.caller;
        const account = await findAccount(db, { workspaceId, accountId: request.params.id });
        if (!account) throw accountNotFound();
        const { clientKey } = account;
        const platformApp = await directory.rightsOf({ workspaceId, clientKey });
        return { ...accountView(account, clock()), platformApp };
      },
    );

    app.post(
      '/api/accounts/:id/access-token',
      {
        onRequest: app.requireScope('tokens:read'),
        schema: {
          tags: ['accounts'],
          operationId: 'createAccessToken',
          summary: 'Get an access token, refreshed first if it is about to expire',
          params: Parameters,
          response: { 200: AccessToken },
        },
      },
      async (request, reply) => {
        const { workspaceId } = request.caller;
        const key = { workspaceId, accountId: request.params.id };
        const { tokenVersion: _, ...token } = await vendAccessToken(key, originOf(request));
        return reply.header('cache-control', 'no-store').send(token);
      },
    );

    app.post(
      '/api/accounts/:id/refresh',
      {
        onRequest: app.requireScope('tokens:read'),
        schema: {
          tags: ['accounts'],
          operationId: 'refreshAccount',
          summary: 'Refresh the tokens now, as after the platform refused the access token',
          params: Parameters,
          response: { 200: AccountView },
        },
      },
      async (request) => {
        const { workspaceId } = request.caller;
        const account = await refreshAccount(
          { workspaceId, accountId: request.params.id },
          originOf(request),
        );
        return accountView(account, clock());
      },
    );
  };
}
