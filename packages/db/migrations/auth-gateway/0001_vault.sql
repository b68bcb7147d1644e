CREATE TABLE "auth_gateway"."client_secrets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."data_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"wrapping_key_id" text NOT NULL,
	"wrapped_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"active_from" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."platform_apps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"name" text NOT NULL,
	"client_key" text NOT NULL,
	"client_secret_encrypted" text NOT NULL,
	"previous_secret_encrypted" text,
	"previous_secret_expires_at" timestamp with time zone,
	"verified_urls" text[] NOT NULL,
	"audited" boolean NOT NULL,
	"uses_pkce" boolean NOT NULL,
	"is_default" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "platform_apps_key" UNIQUE("workspace_id","platform","client_key")
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"hits" integer NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."revocations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid,
	"platform" text NOT NULL,
	"client_key" text NOT NULL,
	"open_id" text NOT NULL,
	"access_token_encrypted" text NOT NULL,
	"access_token_expires_at" timestamp with time zone NOT NULL,
	"refresh_token_encrypted" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "auth_gateway"."audit_log_workspace";--> statement-breakpoint
ALTER TABLE "auth_gateway"."audit_log" ADD COLUMN "seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_gateway"."audit_log" ADD COLUMN "hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_gateway"."clients" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth_gateway"."signing_keys" ADD COLUMN "active_from" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_gateway"."signing_keys" ADD COLUMN "retires_at" timestamp with time zone;--> statement-breakpoint
-- They are good for ten minutes: whoever is in the middle of connecting begins again.
DELETE FROM "auth_gateway"."connect_sessions";--> statement-breakpoint
ALTER TABLE "auth_gateway"."connect_sessions" ADD COLUMN "client_key" text NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_gateway"."connect_sessions" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "auth_gateway"."connect_sessions" ADD COLUMN "required_scopes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_gateway"."oauth_accounts" ADD COLUMN "refresh_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth_gateway"."oauth_accounts" ADD COLUMN "refresh_failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_gateway"."oauth_accounts" ADD COLUMN "last_error_code" text;--> statement-breakpoint
ALTER TABLE "auth_gateway"."oauth_accounts" ADD COLUMN "last_error_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth_gateway"."client_secrets" ADD CONSTRAINT "client_secrets_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "auth_gateway"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_gateway"."platform_apps" ADD CONSTRAINT "platform_apps_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "auth_gateway"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_secrets_client" ON "auth_gateway"."client_secrets" USING btree ("client_id");--> statement-breakpoint
CREATE UNIQUE INDEX "platform_apps_default" ON "auth_gateway"."platform_apps" USING btree ("workspace_id","platform") WHERE "auth_gateway"."platform_apps"."is_default";--> statement-breakpoint
CREATE INDEX "rate_limits_ends_at" ON "auth_gateway"."rate_limits" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "revocations_due" ON "auth_gateway"."revocations" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "audit_log_account" ON "auth_gateway"."audit_log" USING btree ("account_id","seq");--> statement-breakpoint
CREATE INDEX "clients_page" ON "auth_gateway"."clients" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "oauth_accounts_due" ON "auth_gateway"."oauth_accounts" USING btree ("refresh_due_at","id","workspace_id","token_version") WHERE "auth_gateway"."oauth_accounts"."refresh_due_at" is not null;--> statement-breakpoint
CREATE INDEX "audit_log_workspace" ON "auth_gateway"."audit_log" USING btree ("workspace_id","seq");--> statement-breakpoint
INSERT INTO "auth_gateway"."client_secrets" ("id", "client_id", "secret_hash") SELECT gen_random_uuid(), "id", "secret_hash" FROM "auth_gateway"."clients";--> statement-breakpoint
ALTER TABLE "auth_gateway"."clients" DROP COLUMN "secret_hash";--> statement-breakpoint
UPDATE "auth_gateway"."oauth_accounts" SET "refresh_due_at" = "access_token_expires_at" - interval '288 minutes' WHERE "status" = 'active';--> statement-breakpoint
-- Counts of one minute are not worth a write-ahead log.
ALTER TABLE "auth_gateway"."rate_limits" SET UNLOGGED;--> statement-breakpoint
CREATE FUNCTION "auth_gateway"."audit_hash"("previous" text, "entry" "auth_gateway"."audit_log") RETURNS text LANGUAGE sql STABLE AS $$
	SELECT encode(sha256(convert_to("previous" || jsonb_build_array(
		("entry")."seq", ("entry")."id", (extract(epoch FROM ("entry")."at") * 1000000)::bigint, ("entry")."workspace_id",
		("entry")."actor", ("entry")."action", ("entry")."account_id", ("entry")."correlation_id", ("entry")."details"
	)::text, 'UTF8')), 'hex')
$$;--> statement-breakpoint
CREATE FUNCTION "auth_gateway"."chain_audit_log"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	last record;
BEGIN
	-- Held until the end of the transaction: whoever comes next sees this row as the last one.
	PERFORM pg_advisory_xact_lock(hashtext('auth_gateway.audit_log'));
	SELECT "seq", "hash" INTO last FROM "auth_gateway"."audit_log" ORDER BY "seq" DESC LIMIT 1;
	NEW."seq" := coalesce(last."seq", 0) + 1;
	NEW."hash" := "auth_gateway"."audit_hash"(coalesce(last."hash", ''), NEW);
	RETURN NEW;
END $$;--> statement-breakpoint
CREATE FUNCTION "auth_gateway"."refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
DO $$
DECLARE
	entry "auth_gateway"."audit_log";
	number bigint := 0;
	previous text := '';
BEGIN
	FOR entry IN SELECT * FROM "auth_gateway"."audit_log" ORDER BY "id" LOOP
		number := number + 1;
		entry."seq" := number;
		previous := "auth_gateway"."audit_hash"(previous, entry);
		UPDATE "auth_gateway"."audit_log" SET "seq" = number, "hash" = previous WHERE "id" = entry."id";
	END LOOP;
END $$;--> statement-breakpoint
ALTER TABLE "auth_gateway"."audit_log" ADD CONSTRAINT "audit_log_seq_unique" UNIQUE("seq");--> statement-breakpoint
CREATE TRIGGER "chain_audit_log" BEFORE INSERT ON "auth_gateway"."audit_log" FOR EACH ROW EXECUTE FUNCTION "auth_gateway"."chain_audit_log"();--> statement-breakpoint
CREATE TRIGGER "refuse_audit_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "auth_gateway"."audit_log" FOR EACH STATEMENT EXECUTE FUNCTION "auth_gateway"."refuse_audit_change"();
