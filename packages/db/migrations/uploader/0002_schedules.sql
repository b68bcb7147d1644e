ALTER TABLE "uploader"."posts" ADD COLUMN "scheduled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "uploader"."posts" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "uploader"."publications" ADD COLUMN "due_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "publications_account" ON "uploader"."publications" USING btree ("account_id","due_at");--> statement-breakpoint
UPDATE "uploader"."publications" SET "due_at" = "created_at";
