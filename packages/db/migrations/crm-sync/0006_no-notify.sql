-- The relay of whoever writes events publishes them: of transactions that notify only one commits at a time, in the whole server.
DROP TRIGGER IF EXISTS "notify_outbox" ON "crm_sync"."outbox";--> statement-breakpoint
DROP FUNCTION IF EXISTS "crm_sync"."notify_outbox"();
