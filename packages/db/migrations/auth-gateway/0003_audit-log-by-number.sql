ALTER TABLE "auth_gateway"."audit_log" DROP CONSTRAINT "audit_log_seq_unique";--> statement-breakpoint
ALTER TABLE "auth_gateway"."audit_log" DROP CONSTRAINT "audit_log_pkey";--> statement-breakpoint
ALTER TABLE "auth_gateway"."audit_log" ADD PRIMARY KEY ("seq");--> statement-breakpoint
CREATE FUNCTION "auth_gateway"."lock_audit_log"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- Held until the end of the transaction: whoever comes next sees these rows as the last ones.
	PERFORM pg_advisory_xact_lock(hashtext('auth_gateway.audit_log'));
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION "auth_gateway"."chain_audit_log"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	last record;
BEGIN
	SELECT "seq", "hash" INTO last FROM "auth_gateway"."audit_log" ORDER BY "seq" DESC LIMIT 1;
	NEW."seq" := coalesce(last."seq", 0) + 1;
	NEW."hash" := "auth_gateway"."audit_hash"(coalesce(last."hash", ''), NEW);
	RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "lock_audit_log" BEFORE INSERT ON "auth_gateway"."audit_log" FOR EACH STATEMENT EXECUTE FUNCTION "auth_gateway"."lock_audit_log"();
