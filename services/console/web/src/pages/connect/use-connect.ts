import { useMutation } from '@tanstack/react-query';
import type { Account } from '../../api/accounts.ts';
import { authGateway, bodyOf } from '../../api/services.ts';

/** Accounts that are connected here belong to this user of the workspace. */
const userId = 'console';

/** Leads to TikTok's consent page: for a new account, or again for one that is known. */
export const useConnect = () =>
  useMutation({
    async mutationFn(account: Account | undefined) {
      const { connectUrl } = await bodyOf(
        authGateway.POST('/api/connect-sessions', {
          body: {
            platform: 'tiktok',
            userId: account?.userId ?? userId,
            returnUrl: `${location.origin}/platforms/connect/tiktok`,
            ...(account && { accountId: account.accountId }),
          },
        }),
      );
      location.assign(connectUrl);
      // The page is about to be left: the button stays busy until then.
      await new Promise(() => {});
    },
  });
