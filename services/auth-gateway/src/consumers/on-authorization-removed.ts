import type { CloudEvent, WebhookReceivedData } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { parseWebhookContent, type RemovalReason, WebhookFormatError } from '@postbus/tiktok';
import { endAccount } from '../features/accounts/end-account.ts';
import { lockAccountsOfCreator } from '../features/accounts/repository.ts';

/**
 * Ends the accounts of a creator who withdrew the access at TikTok, in every workspace. May be called again with the
 * same event, and with one that is older than a new connection: neither changes anything.
 */
export function createOnAuthorizationRemoved({ clock }: { clock: () => Date }) {
  return async function onAuthorizationRemoved(
    { data }: CloudEvent<WebhookReceivedData>,
    { tx, correlationId }: { tx: Queryable; correlationId: string },
  ): Promise<void> {
    if (data.userOpenId === null) return;
    const accounts = await lockAccountsOfCreator(tx, {
      platform: data.platform,
      clientKey: data.clientKey,
      openId: data.userOpenId,
    });
    const reason = reasonOf(data.content);
    for (const account of accounts) {
      if (data.createTime < Math.floor(account.connectedAt.getTime() / 1000)) continue;
      await endAccount(tx, account, {
        status: 'revoked',
        now: clock(),
        origin: { actor: 'platform', correlationId },
        details: { webhookEventId: data.webhookEventId, reason },
      });
    }
  };
}

/** The access is gone whatever the content says, so one that cannot be read does not hold anything up. */
function reasonOf(content: string): RemovalReason {
  try {
    const parsed = parseWebhookContent('authorization.removed', content);
    return parsed.event === 'authorization.removed' ? parsed.reason : 'unknown';
  } catch (error) {
    if (error instanceof WebhookFormatError) return 'unknown';
    throw error;
  }
}
