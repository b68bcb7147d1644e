import type { Database } from '@postbus/db';
import { type SigningSecret, webhookEvents, webhookKeys } from '@postbus/db/webhook-ingest';
import { sql } from 'drizzle-orm';

/** A row of `webhook_events` that is to be. Text must be storable; our times are Unix milliseconds, `createTime` seconds. */
export interface NewWebhook {
  id: string;
  subject: string;
  correlationId: string;
  externalId: string;
  clientKey: string;
  eventName: string;
  userOpenId: string | null;
  createTime: number;
  rawBody: string;
  signedAt: number;
  signedWith: SigningSecret;
  headers: Record<string, string>;
  receivedAt: number;
}

/**
 * Stores webhooks that are not there yet, all in one statement and therefore one transaction.
 * Returns how many were new.
 */
export async function insertWebhooks(db: Database, webhooks: NewWebhook[]): Promise<number> {
  // One parameter instead of a dozen a row: the statement stays the same for every size and costs little to build.
  // The keys decide what is new, over all months. Sorted: two transactions that hold the same webhooks wait for each other in
  // the same order, so never in a circle.
  const statement = sql`
    with webhook as materialized (
      select * from json_to_recordset(${JSON.stringify(webhooks)}::text::json) as webhook (
        id uuid, subject text, "correlationId" text, "externalId" text, "clientKey" text, "eventName" text,
        "userOpenId" text, "createTime" bigint, "rawBody" text, "signedAt" float8, "signedWith" text, headers jsonb,
        "receivedAt" float8)
    ), key as (
      insert into ${webhookKeys} (external_id, webhook_event_id)
      select decode("externalId", 'hex'), id from webhook order by "externalId"
      on conflict (external_id) do nothing
      returning webhook_event_id
    )
    insert into ${webhookEvents}
      (id, subject, correlation_id, external_id, platform, client_key, event_name, user_open_id, create_time, raw_body,
       signed_at, signed_with, headers, received_at)
    select id, subject, "correlationId", "externalId", 'tiktok', "clientKey", "eventName", "userOpenId", "createTime",
       "rawBody", to_timestamp("signedAt" / 1000), "signedWith", headers, to_timestamp("receivedAt" / 1000)
    from webhook join key on webhook_event_id = id`;
  return (await db.execute(statement)).count;
}
