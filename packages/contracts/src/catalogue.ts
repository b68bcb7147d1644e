import { accountConnected } from './events/account-connected.ts';
import { accountDisconnected } from './events/account-disconnected.ts';
import { accountReauthRequired } from './events/account-reauth-required.ts';
import { accountRefreshed } from './events/account-refreshed.ts';
import { crmAccountUpdated } from './events/crm-account-updated.ts';
import { crmEndpointDisabled } from './events/crm-endpoint-disabled.ts';
import { crmPostUpdated } from './events/crm-post-updated.ts';
import { postQuota } from './events/post-quota.ts';
import { postStatus } from './events/post-status.ts';
import { webhookReceived } from './events/webhook-received.ts';

/** Every event that any service publishes. */
export const catalogue = [
  accountConnected,
  accountRefreshed,
  accountReauthRequired,
  accountDisconnected,
  crmAccountUpdated,
  crmPostUpdated,
  postQuota,
  postStatus,
  webhookReceived,
  crmEndpointDisabled,
] as const;
