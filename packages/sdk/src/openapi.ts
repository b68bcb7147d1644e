/** Types of every request and answer, from the OpenAPI documents. Types only: a page may use them without the client. */
export type { paths as AuthGatewayPaths } from './generated/auth-gateway.ts';
export type { paths as CrmSyncPaths } from './generated/crm-sync.ts';
export type { paths as UploaderPaths } from './generated/uploader.ts';
export type { paths as WebhookIngestPaths } from './generated/webhook-ingest.ts';
