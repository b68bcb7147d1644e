CREATE SCHEMA "uploader";
--> statement-breakpoint
CREATE TABLE "uploader"."inbox" (
	"consumer" text NOT NULL,
	"event_id" uuid NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
);
--> statement-breakpoint
CREATE TABLE "uploader"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"event" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "uploader"."idempotency_keys" (
	"workspace_id" uuid NOT NULL,
	"client_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"response" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_workspace_id_client_id_key_pk" PRIMARY KEY("workspace_id","client_id","key")
);
--> statement-breakpoint
CREATE TABLE "uploader"."job_workers" (
	"id" text PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "uploader"."media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"client_id" text NOT NULL,
	"status" text NOT NULL,
	"size_bytes" bigint,
	"metadata" jsonb NOT NULL,
	"file_name" text,
	"container" text,
	"mime_type" text,
	"codec" text,
	"width" integer,
	"height" integer,
	"frames_per_second" real,
	"duration_ms" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ready_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "uploader"."posts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"client_id" text NOT NULL,
	"source" text NOT NULL,
	"mode" text NOT NULL,
	"media_id" uuid NOT NULL,
	"post_info" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "uploader"."publications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"post_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"status" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"correlation_id" text NOT NULL,
	"lease_id" uuid,
	"lease_expires_at" timestamp with time zone,
	"next_step_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"polls" integer DEFAULT 0 NOT NULL,
	"restarts" integer DEFAULT 0 NOT NULL,
	"publish_id" text,
	"upload_url_encrypted" text,
	"upload_url_expires_at" timestamp with time zone,
	"total_bytes" bigint NOT NULL,
	"chunk_size" bigint,
	"total_chunk_count" integer,
	"confirmed_bytes" bigint DEFAULT 0 NOT NULL,
	"failure" jsonb,
	"platform_post_ids" text[] DEFAULT '{}' NOT NULL,
	"published_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"status_since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "uploader"."publish_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"publication_id" uuid NOT NULL,
	"step" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text,
	"code" text,
	"message" text,
	"log_id" text,
	"publish_id" text,
	"status" text,
	"version" integer
);
--> statement-breakpoint
ALTER TABLE "uploader"."publications" ADD CONSTRAINT "publications_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "uploader"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploader"."publish_attempts" ADD CONSTRAINT "publish_attempts_publication_id_publications_id_fk" FOREIGN KEY ("publication_id") REFERENCES "uploader"."publications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inbox_received_at" ON "uploader"."inbox" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "outbox_unpublished" ON "uploader"."outbox" USING btree ("id") WHERE "uploader"."outbox"."published_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_published_at" ON "uploader"."outbox" USING btree ("published_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at" ON "uploader"."idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "media_page" ON "uploader"."media" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "posts_page" ON "uploader"."posts" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "posts_media" ON "uploader"."posts" USING btree ("media_id");--> statement-breakpoint
CREATE UNIQUE INDEX "publications_publish_id" ON "uploader"."publications" USING btree ("publish_id");--> statement-breakpoint
CREATE INDEX "publications_post" ON "uploader"."publications" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "publications_due" ON "uploader"."publications" USING btree ("next_step_at") WHERE "uploader"."publications"."next_step_at" is not null;--> statement-breakpoint
CREATE INDEX "publications_status" ON "uploader"."publications" USING btree ("status");--> statement-breakpoint
CREATE INDEX "publish_attempts_publication" ON "uploader"."publish_attempts" USING btree ("publication_id","id");--> statement-breakpoint
CREATE INDEX "publish_attempts_publish_id" ON "uploader"."publish_attempts" USING btree ("publish_id");