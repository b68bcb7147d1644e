CREATE TABLE "webhook_ingest"."dead_letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"letter_id" text NOT NULL,
	"service" text NOT NULL,
	"consumer" text NOT NULL,
	"stream" text NOT NULL,
	"stream_sequence" bigint NOT NULL,
	"subject" text NOT NULL,
	"event_id" text,
	"message_id" text,
	"headers" jsonb NOT NULL,
	"payload" "bytea" NOT NULL,
	"attempts" integer NOT NULL,
	"error_name" text NOT NULL,
	"error_code" text,
	"error_message" text NOT NULL,
	"error_stack" text,
	"failed_at" timestamp with time zone NOT NULL,
	"collected_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"replays" integer DEFAULT 0 NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_by" text,
	"replay_of" uuid
);
--> statement-breakpoint
CREATE TABLE "webhook_ingest"."webhook_keys" (
	"external_id" "bytea" PRIMARY KEY NOT NULL,
	"webhook_event_id" uuid NOT NULL
);
--> statement-breakpoint
DROP INDEX "webhook_ingest"."webhook_events_external_id";--> statement-breakpoint
DROP INDEX "webhook_ingest"."webhook_events_published_at";--> statement-breakpoint
ALTER TABLE "webhook_ingest"."webhook_events" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_ingest"."webhook_events" ADD COLUMN "last_error" text;--> statement-breakpoint
ALTER TABLE "webhook_ingest"."webhook_events" ADD COLUMN "replay_of" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "dead_letters_letter_id" ON "webhook_ingest"."dead_letters" USING btree ("letter_id");--> statement-breakpoint
CREATE INDEX "dead_letters_state" ON "webhook_ingest"."dead_letters" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "webhook_keys_webhook_event_id" ON "webhook_ingest"."webhook_keys" USING btree ("webhook_event_id");--> statement-breakpoint
CREATE INDEX "webhook_events_user_open_id" ON "webhook_ingest"."webhook_events" USING btree ("user_open_id","id");