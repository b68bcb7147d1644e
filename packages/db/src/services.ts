/** What the database knows of one service: its schema, its login role and what is special about its tables. */
export interface ServiceDatabase {
  schema: string;
  /** The login role of the service. It reaches this service's schemas and no other. */
  role: string;
  /** The table that the event relay publishes from. */
  outboxTable?: string;
  /** Tables that the role may only add to and read. */
  appendOnlyTables?: readonly string[];
  /** Further schemas that belong to the role, for libraries that keep tables of their own. */
  ownedSchemas?: readonly string[];
}

export const serviceDatabases = {
  'auth-gateway': {
    schema: 'auth_gateway',
    role: 'postbus_auth_gateway',
    outboxTable: 'outbox',
    appendOnlyTables: ['audit_log'],
  },
  uploader: {
    schema: 'uploader',
    role: 'postbus_uploader',
    outboxTable: 'outbox',
    ownedSchemas: ['uploader_jobs'],
  },
  'webhook-ingest': {
    schema: 'webhook_ingest',
    role: 'postbus_webhook_ingest',
    outboxTable: 'webhook_events',
  },
  'crm-sync': {
    schema: 'crm_sync',
    role: 'postbus_crm_sync',
    outboxTable: 'outbox',
    appendOnlyTables: ['account_metrics', 'post_metrics'],
  },
} as const satisfies Record<string, ServiceDatabase>;

/** A service that owns tables. */
export type DatabaseService = keyof typeof serviceDatabases;

export const databaseServices = Object.keys(serviceDatabases) as DatabaseService[];
