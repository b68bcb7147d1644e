ALTER TABLE "uploader"."media" ADD COLUMN "source_url_encrypted" text;--> statement-breakpoint
ALTER TABLE "uploader"."media" ADD COLUMN "failure" jsonb;