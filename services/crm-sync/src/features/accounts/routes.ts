import { AccountStatus, Platform, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { accountNotFound } from '../../errors.ts';
import { pageOf, pageQuery, readPage } from '../../paging/page-query.ts';
import { StoredText } from '../../paging/stored-text.ts';
import { AccountItem, itemOf } from './account-item.ts';
import { accountSortings, findAccount, listAccounts } from './repository.ts';

const AccountQuery = Type.Object({
  status: Type.Optional(AccountStatus),
  platform: Type.Optional(Platform),
  userId: Type.Optional(StoredText),
  openId: Type.Optional(StoredText),
  username: Type.Optional(StoredText),
  ...pageQuery(Object.keys(accountSortings)),
});

/** `/api/crm/accounts`: the connected accounts of the caller's workspace. */
export async function accountRoutes(app: AppServer, { db }: { db: Database }): Promise<void> {
  const onRequest = app.requireScope('crm:read');
  const tags = ['accounts'];

  app.get(
    '/api/crm/accounts',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'listCrmAccounts',
        summary: 'Lists accounts',
        querystring: AccountQuery,
        response: { 200: pageOf(AccountItem) },
      },
    },
    async ({ caller, query }) => {
      const { sort, limit, cursor, ...filter } = query;
      const { rows, nextCursor } = await readPage(accountSortings, query, (page) =>
        listAccounts(db, caller.workspaceId, filter, page),
      );
      return { items: rows.map(itemOf), nextCursor };
    },
  );

  app.get(
    '/api/crm/accounts/:id',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'getCrmAccount',
        summary: 'Shows an account',
        params: Type.Object({ id: Uuid }),
        response: { 200: AccountItem },
      },
    },
    async ({ caller, params }) => {
      const account = await findAccount(db, caller.workspaceId, params.id);
      if (!account) throw accountNotFound();
      return itemOf(account);
    },
  );
}
