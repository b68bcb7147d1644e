-- What was taken in so far has it in its event.
ALTER TABLE "webhook_ingest"."webhook_events" ADD COLUMN "correlation_id" text;--> statement-breakpoint
UPDATE "webhook_ingest"."webhook_events" SET "correlation_id" = "event" ->> 'correlationid';--> statement-breakpoint
ALTER TABLE "webhook_ingest"."webhook_events" ALTER COLUMN "correlation_id" SET NOT NULL;
