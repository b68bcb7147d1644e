-- The event about a webhook is made of its row when it is published.
ALTER TABLE "webhook_ingest"."webhook_events" DROP COLUMN "event";
