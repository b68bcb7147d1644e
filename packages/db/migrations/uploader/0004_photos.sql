DROP INDEX "uploader"."posts_media";--> statement-breakpoint
ALTER TABLE "uploader"."media" ADD COLUMN "kind" text;--> statement-breakpoint
UPDATE "uploader"."media" SET "kind" = 'video' WHERE "status" = 'ready';--> statement-breakpoint
ALTER TABLE "uploader"."posts" ADD COLUMN "kind" text DEFAULT 'video' NOT NULL;--> statement-breakpoint
ALTER TABLE "uploader"."posts" ADD COLUMN "media_ids" uuid[];--> statement-breakpoint
UPDATE "uploader"."posts" SET "media_ids" = ARRAY["media_id"];--> statement-breakpoint
ALTER TABLE "uploader"."posts" ALTER COLUMN "media_ids" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "uploader"."posts" ADD COLUMN "video_url" text;--> statement-breakpoint
CREATE INDEX "posts_media" ON "uploader"."posts" USING gin ("media_ids");--> statement-breakpoint
ALTER TABLE "uploader"."posts" DROP COLUMN "media_id";
