export { PostbusApiError } from './api-error.ts';
export { Postbus, type PostbusCalls, type PostbusOptions } from './postbus.ts';
export type { AccessToken, Account, AccountDetails, DisplayEndpoint } from './resources/accounts.ts';
export type { PublishOptions } from './resources/posts.ts';
export type { Services, ServiceUrls } from './services.ts';
export type { CallContext } from './transport.ts';
