CREATE SCHEMA "crm_sync";
--> statement-breakpoint
CREATE TABLE "crm_sync"."accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"user_id" text NOT NULL,
	"open_id" text NOT NULL,
	"display_name" text,
	"username" text,
	"avatar_url" text,
	"granted_scopes" text[] NOT NULL,
	"status" text NOT NULL,
	"connected_at" timestamp (3) with time zone NOT NULL,
	"token_expires_at" timestamp (3) with time zone,
	"version" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."inbox" (
	"consumer" text NOT NULL,
	"event_id" uuid NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."tiktok_posts" (
	"publication_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"postbus_post_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"status" text NOT NULL,
	"publish_id" text,
	"platform_post_ids" text[] NOT NULL,
	"caption" text,
	"media_id" uuid,
	"failure" jsonb,
	"scheduled_at" timestamp (3) with time zone,
	"published_at" timestamp (3) with time zone,
	"version" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "accounts_workspace" ON "crm_sync"."accounts" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "accounts_workspace_updated" ON "crm_sync"."accounts" USING btree ("workspace_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "inbox_received_at" ON "crm_sync"."inbox" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "tiktok_posts_workspace" ON "crm_sync"."tiktok_posts" USING btree ("workspace_id","publication_id");--> statement-breakpoint
CREATE INDEX "tiktok_posts_workspace_updated" ON "crm_sync"."tiktok_posts" USING btree ("workspace_id","updated_at","publication_id");--> statement-breakpoint
CREATE INDEX "tiktok_posts_account" ON "crm_sync"."tiktok_posts" USING btree ("workspace_id","account_id","publication_id");--> statement-breakpoint
CREATE INDEX "tiktok_posts_platform_post_ids" ON "crm_sync"."tiktok_posts" USING gin ("platform_post_ids");