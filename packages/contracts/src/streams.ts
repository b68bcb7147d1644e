/** A service that takes part in the event bus. */
export type ServiceName = 'auth-gateway' | 'uploader' | 'webhook-ingest' | 'crm-sync';

/** A JetStream stream: what it stores and who may publish to it. */
export interface StreamDefinition {
  name: string;
  subjects: string[];
  /** The only service that publishes here; `any` for dead letters. */
  owner: ServiceName | 'any';
  description: string;
}

/** Every stream, by name. JetStream is transport; the outbox tables are the record. */
export const streams = {
  WEBHOOKS: {
    name: 'WEBHOOKS',
    subjects: ['webhook.>'],
    owner: 'webhook-ingest',
    description: 'Verified webhooks of the platforms, as they came',
  },
  ACCOUNTS: {
    name: 'ACCOUNTS',
    subjects: ['account.>'],
    owner: 'auth-gateway',
    description: 'Connected accounts and the state of their authorization',
  },
  POSTS: {
    name: 'POSTS',
    subjects: ['post.>'],
    owner: 'uploader',
    description: 'Every change of state of a publication',
  },
  CRM: {
    name: 'CRM',
    subjects: ['crm.>'],
    owner: 'crm-sync',
    description: 'Changes of the CRM tables',
  },
  DEAD: {
    name: 'DEAD',
    subjects: ['dead.>'],
    owner: 'any',
    description: 'Events that a consumer gave up on',
  },
  REDELIVERIES: {
    name: 'REDELIVERIES',
    subjects: ['redeliver.>'],
    owner: 'webhook-ingest',
    description: 'Dead letters on their way back to the one consumer that gave up',
  },
} as const satisfies Record<string, StreamDefinition>;

export type StreamName = keyof typeof streams;
