-- The relay of whoever writes events publishes them: of transactions that notify only one commits at a time, in the whole server.
DROP TRIGGER IF EXISTS "notify_outbox" ON "auth_gateway"."outbox";--> statement-breakpoint
DROP FUNCTION IF EXISTS "auth_gateway"."notify_outbox"();
