ALTER TABLE "webhook_ingest"."webhook_events" ADD COLUMN "signed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "webhook_ingest"."webhook_events" ADD COLUMN "signed_with" text;