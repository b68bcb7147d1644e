CREATE TABLE "uploader"."media_parts" (
	"media_id" uuid NOT NULL,
	"part_number" integer NOT NULL,
	"e_tag" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	CONSTRAINT "media_parts_media_id_part_number_pk" PRIMARY KEY("media_id","part_number")
);
--> statement-breakpoint
ALTER TABLE "uploader"."media_parts" ADD CONSTRAINT "media_parts_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "uploader"."media"("id") ON DELETE cascade ON UPDATE no action;