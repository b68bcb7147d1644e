ALTER TABLE "uploader"."publications" ADD COLUMN "last_chunk_at" timestamp with time zone;--> statement-breakpoint
-- What was begun before this column was there may have got all of its bytes.
UPDATE "uploader"."publications" SET "last_chunk_at" = now() WHERE "publish_id" IS NOT NULL;
