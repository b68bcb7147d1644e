CREATE TABLE "webhook_ingest"."idempotency_keys" (
	"workspace_id" uuid NOT NULL,
	"client_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"response" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_workspace_id_client_id_key_pk" PRIMARY KEY("workspace_id","client_id","key")
);
--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at" ON "webhook_ingest"."idempotency_keys" USING btree ("created_at");