import { Platform, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { AccountView, accountView } from '../accounts/account.ts';
import type { DisconnectAccount } from '../accounts/disconnect-account.ts';
import { listAccounts } from '../accounts/repository.ts';
import { originOf } from '../audit/origin.ts';

/** More than anyone connects for one user. */
const maxAccountsOfUser = 200;

const Parameters = Type.Object({ platform: Platform });

const ConnectionStatus = Type.Object({
  platform: Platform,
  userId: Type.String(),
  connected: Type.Boolean({ description: 'Whether at least one account is active' }),
  accounts: Type.Array(AccountView),
});

export interface PlatformRoutesDependencies {
  db: Database;
  disconnectAccount: DisconnectAccount;
  clock: () => Date;
}

export function platformRoutes({ db, disconnectAccount, clock }: PlatformRoutesDependencies) {
  return async (app: AppServer): Promise<void> => {
    app.get(
      '/api/platforms/:platform/status',
      {
        onRequest: app.requireScope('accounts:read'),
        schema: {
          tags: ['platforms'],
          operationId: 'getConnectionStatus',
          summary: 'Whether a user is connected to a platform',
          params: Parameters,
          querystring: Type.Object({ userId: Type.String({ minLength: 1, maxLength: 255 }) }),
          response: { 200: ConnectionStatus },
        },
      },
      async (request) => {
        const { platform } = request.params;
        const { userId } = request.query;
        const { workspaceId } = request.caller;
        const accounts = await listAccounts(db, { workspaceId, platform, userId, limit: maxAccountsOfUser });
        return {
          platform,
          userId,
          connected: accounts.some(({ status }) => status === 'active'),
          accounts: accounts.map((account) => accountView(account, clock())),
        };
      },
    );

    app.post(
      '/api/platforms/:platform/disconnect',
      {
        onRequest: app.requireScope('accounts:connect'),
        schema: {
          tags: ['platforms'],
          operationId: 'disconnectAccount',
          summary: 'Disconnect an account: revoke the access, wipe the tokens, keep the history',
          params: Parameters,
          body: Type.Object({ accountId: Uuid }, { additionalProperties: false }),
          response: { 200: AccountView },
        },
      },
      async (request) => {
        const { workspaceId } = request.caller;
        const { accountId } = request.body;
        return accountView(await disconnectAccount({ workspaceId, accountId }, originOf(request)), clock());
      },
    );
  };
}
