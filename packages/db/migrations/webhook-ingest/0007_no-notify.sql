-- Whoever stores webhooks wakes its own relay: of transactions that notify only one commits at a time, in the whole server.
DROP TRIGGER IF EXISTS "notify_outbox" ON "webhook_ingest"."webhook_events";--> statement-breakpoint
DROP FUNCTION IF EXISTS "webhook_ingest"."notify_outbox"();
