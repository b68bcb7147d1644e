CREATE TABLE "crm_sync"."data_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"wrapping_key_id" text NOT NULL,
	"wrapped_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"active_from" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"is_test" boolean DEFAULT false NOT NULL,
	"resend_of" uuid,
	"status" text NOT NULL,
	"due_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."delivery_attempts" (
	"delivery_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"url" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"latency_ms" integer,
	"status_code" integer,
	"response_body" text,
	"error_code" text,
	"error_message" text,
	CONSTRAINT "delivery_attempts_delivery_id_number_pk" PRIMARY KEY("delivery_id","number")
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."endpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"url" text NOT NULL,
	"description" text,
	"events" text[] NOT NULL,
	"secret_encrypted" text NOT NULL,
	"previous_secret_encrypted" text,
	"previous_secret_expires_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	"disabled_reason" text,
	"failing_since" timestamp (3) with time zone,
	"paused_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."idempotency_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"client_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"answer_encrypted" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_key" UNIQUE("workspace_id","client_id","key")
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."outbound_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"type" text NOT NULL,
	"topic" text NOT NULL,
	"body" text NOT NULL,
	"position" bigint,
	"is_test" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "crm_sync"."deliveries" ADD CONSTRAINT "deliveries_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "crm_sync"."endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crm_sync"."deliveries" ADD CONSTRAINT "deliveries_event_id_outbound_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "crm_sync"."outbound_events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crm_sync"."delivery_attempts" ADD CONSTRAINT "delivery_attempts_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "crm_sync"."deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_once" ON "crm_sync"."deliveries" USING btree ("endpoint_id","event_id") WHERE "crm_sync"."deliveries"."resend_of" is null;--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "crm_sync"."deliveries" USING btree ("endpoint_id","due_at","id") WHERE "crm_sync"."deliveries"."status" in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX "deliveries_page" ON "crm_sync"."deliveries" USING btree ("endpoint_id","id");--> statement-breakpoint
CREATE INDEX "deliveries_sending" ON "crm_sync"."deliveries" USING btree ("endpoint_id","due_at") WHERE "crm_sync"."deliveries"."status" = 'sending';--> statement-breakpoint
CREATE INDEX "deliveries_event" ON "crm_sync"."deliveries" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "endpoints_workspace" ON "crm_sync"."endpoints" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at" ON "crm_sync"."idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbound_events_position" ON "crm_sync"."outbound_events" USING btree ("position");--> statement-breakpoint
CREATE INDEX "outbound_events_workspace" ON "crm_sync"."outbound_events" USING btree ("workspace_id","position");--> statement-breakpoint
CREATE INDEX "outbound_events_waiting" ON "crm_sync"."outbound_events" USING btree ("id") WHERE "crm_sync"."outbound_events"."position" is null and not "crm_sync"."outbound_events"."is_test";--> statement-breakpoint
CREATE INDEX "outbound_events_created_at" ON "crm_sync"."outbound_events" USING btree ("created_at");