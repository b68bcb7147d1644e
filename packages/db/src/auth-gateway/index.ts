export { auditLog } from './audit-log.ts';
export { inbox, outbox } from './bus.ts';
export { clients, signingKeys, workspaces } from './clients.ts';
export { connectSessions } from './connect-sessions.ts';
export { oauthAccounts } from './oauth-accounts.ts';
export { authGatewaySchema } from './schema.ts';
