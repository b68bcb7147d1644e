CREATE TABLE "uploader"."quota_usage" (
	"creator" text NOT NULL,
	"kind" text NOT NULL,
	"used_by" uuid NOT NULL,
	"used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "quota_usage_creator_kind_used_by_pk" PRIMARY KEY("creator","kind","used_by")
);
--> statement-breakpoint
CREATE TABLE "uploader"."quota_windows" (
	"creator" text NOT NULL,
	"kind" text NOT NULL,
	"blocked_until" timestamp with time zone,
	CONSTRAINT "quota_windows_creator_kind_pk" PRIMARY KEY("creator","kind")
);
--> statement-breakpoint
CREATE INDEX "quota_usage_used_by" ON "uploader"."quota_usage" USING btree ("used_by");