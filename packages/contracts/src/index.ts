export { AccessToken, type ClientScope, clientScopes, serviceScopes } from './access-token.ts';
export { catalogue } from './catalogue.ts';
export { type CloudEvent, cloudEventOf, Timestamp, Uuid } from './cloud-event.ts';
export {
  type AddressedEvent,
  type AnyEventDefinition,
  defineEvent,
  type EventDeclaration,
  type EventInput,
  InvalidEventError,
  Platform,
} from './define-event.ts';
export { ErrorBody } from './errors.ts';
export { AccountData, AccountStatus } from './events/account.ts';
export { accountConnected } from './events/account-connected.ts';
export { accountDisconnected } from './events/account-disconnected.ts';
export { accountReauthRequired } from './events/account-reauth-required.ts';
export { accountRefreshed } from './events/account-refreshed.ts';
export { CrmAccountData, crmAccountUpdated } from './events/crm-account-updated.ts';
export { crmEndpointDisabled, EndpointDisabledData } from './events/crm-endpoint-disabled.ts';
export { CrmPostData, crmPostUpdated } from './events/crm-post-updated.ts';
export { DeadLetter, deadLetterSubject, redeliverySubject } from './events/dead-letter.ts';
export { PostQuotaData, postQuota } from './events/post-quota.ts';
export { PostStatusData, PublicationFailure, PublicationStatus, postStatus } from './events/post-status.ts';
export { WebhookReceivedData, webhookReceived } from './events/webhook-received.ts';
export { type ServiceName, type StreamDefinition, type StreamName, streams } from './streams.ts';
