ALTER TABLE "uploader"."media" ADD COLUMN "convert" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "uploader"."media" ADD COLUMN "slideshow" jsonb;--> statement-breakpoint
ALTER TABLE "uploader"."media" ADD COLUMN "progress" real;--> statement-breakpoint
CREATE INDEX "media_encoding" ON "uploader"."media" USING btree ("id") WHERE "uploader"."media"."status" = 'encoding';