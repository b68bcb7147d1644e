CREATE TABLE "auth_gateway"."display_calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_key" text NOT NULL,
	"endpoint" text NOT NULL,
	"counts_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."display_days" (
	"account_id" uuid NOT NULL,
	"day" date NOT NULL,
	"calls" integer NOT NULL,
	CONSTRAINT "display_days_account_id_day_pk" PRIMARY KEY("account_id","day")
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."display_windows" (
	"client_key" text NOT NULL,
	"endpoint" text NOT NULL,
	"blocked_until" timestamp (3) with time zone,
	CONSTRAINT "display_windows_client_key_endpoint_pk" PRIMARY KEY("client_key","endpoint")
);
--> statement-breakpoint
CREATE INDEX "display_calls_window" ON "auth_gateway"."display_calls" USING btree ("client_key","endpoint","counts_until");--> statement-breakpoint
CREATE INDEX "display_days_day" ON "auth_gateway"."display_days" USING btree ("day");