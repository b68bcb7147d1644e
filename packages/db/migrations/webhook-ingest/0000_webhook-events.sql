CREATE SCHEMA "webhook_ingest";
--> statement-breakpoint
CREATE TABLE "webhook_ingest"."webhook_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"event" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone,
	"external_id" text NOT NULL,
	"platform" text NOT NULL,
	"client_key" text NOT NULL,
	"event_name" text NOT NULL,
	"user_open_id" text,
	"create_time" bigint NOT NULL,
	"raw_body" text NOT NULL,
	"headers" jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_events_external_id" ON "webhook_ingest"."webhook_events" USING btree ("external_id");--> statement-breakpoint
CREATE INDEX "webhook_events_unpublished" ON "webhook_ingest"."webhook_events" USING btree ("id") WHERE "webhook_ingest"."webhook_events"."published_at" is null;--> statement-breakpoint
CREATE INDEX "webhook_events_published_at" ON "webhook_ingest"."webhook_events" USING btree ("published_at");