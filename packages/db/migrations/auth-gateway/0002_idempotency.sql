CREATE TABLE "auth_gateway"."idempotency_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"client_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"answer_encrypted" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_key" UNIQUE("workspace_id","client_id","key")
);
--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at" ON "auth_gateway"."idempotency_keys" USING btree ("created_at");