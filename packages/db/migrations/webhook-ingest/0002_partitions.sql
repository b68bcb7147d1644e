-- Partitions `webhook_events` by month, over its id: a UUIDv7 begins with the milliseconds since 1970, so ids sort by the
-- moment a webhook was taken in, and the id alone stays the primary key. See docs/decisions/0008.

-- What was taken in so far is known by its key from now on.
INSERT INTO "webhook_ingest"."webhook_keys" ("external_id", "webhook_event_id")
SELECT decode("external_id", 'hex'), "id" FROM "webhook_ingest"."webhook_events";
--> statement-breakpoint
-- The least id of a moment.
CREATE FUNCTION "webhook_ingest"."first_id_at"(moment timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
--> statement-breakpoint
-- The table as it was becomes the first partition: nothing is copied. It holds everything up to the end of this month.
DROP TRIGGER IF EXISTS "notify_outbox" ON "webhook_ingest"."webhook_events";--> statement-breakpoint
ALTER TABLE "webhook_ingest"."webhook_events" RENAME TO "first_month";--> statement-breakpoint
ALTER TABLE "webhook_ingest"."first_month" RENAME CONSTRAINT "webhook_events_pkey" TO "first_month_pkey";--> statement-breakpoint
ALTER INDEX "webhook_ingest"."webhook_events_unpublished" RENAME TO "first_month_unpublished";--> statement-breakpoint
ALTER INDEX "webhook_ingest"."webhook_events_user_open_id" RENAME TO "first_month_user_open_id";--> statement-breakpoint
CREATE TABLE "webhook_ingest"."webhook_events" (LIKE "webhook_ingest"."first_month" INCLUDING DEFAULTS)
PARTITION BY RANGE ("id");--> statement-breakpoint
ALTER TABLE "webhook_ingest"."webhook_events" ADD CONSTRAINT "webhook_events_pkey" PRIMARY KEY ("id");--> statement-breakpoint
CREATE INDEX "webhook_events_unpublished" ON "webhook_ingest"."webhook_events" USING btree ("id") WHERE "published_at" IS NULL;--> statement-breakpoint
CREATE INDEX "webhook_events_user_open_id" ON "webhook_ingest"."webhook_events" USING btree ("user_open_id","id");--> statement-breakpoint
DO $$
DECLARE
  month timestamptz := date_trunc('month', now(), 'UTC');
  name text := 'webhook_events_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM');
BEGIN
  EXECUTE format('ALTER TABLE webhook_ingest.first_month RENAME TO %I', name);
  EXECUTE format(
    'ALTER TABLE webhook_ingest.webhook_events ATTACH PARTITION webhook_ingest.%I FOR VALUES FROM (MINVALUE) TO (%L)',
    name, webhook_ingest.first_id_at(month + interval '1 month'));
END $$;
--> statement-breakpoint
-- Makes the partitions of a moment's month and the three after it, and drops those that hold nothing younger than the
-- retention. One with an unpublished webhook stays. It runs with the rights of the owner: the service's role may not
-- change tables. Only who may use the schema can call it, and that is this role.
CREATE FUNCTION "webhook_ingest"."keep_partitions"(moment timestamptz, retention_days integer, OUT made integer, OUT dropped integer)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
-- Dropping waits until nobody uses the table, and everybody waits behind it. So it soon gives up, until the next time.
SET lock_timeout = '500ms'
AS $$
DECLARE
  months CONSTANT text[] := array(
    SELECT relname FROM pg_inherits JOIN pg_class ON oid = inhrelid
    WHERE inhparent = 'webhook_ingest.webhook_events'::regclass ORDER BY relname);
  name text;
  month timestamptz;
  is_waiting boolean;
BEGIN
  made := 0;
  dropped := 0;
  -- Two replicas: one does it, the other has nothing to do.
  IF NOT pg_try_advisory_xact_lock(hashtext('webhook_ingest.keep_partitions')) THEN RETURN; END IF;

  FOR month IN SELECT generate_series(date_trunc('month', moment), moment + interval '3 months', interval '1 month') LOOP
    name := 'webhook_events_' || to_char(month, 'YYYY_MM');
    -- The oldest holds all before it, too.
    CONTINUE WHEN name = ANY (months) OR name < months[1];
    -- Attached and not made in place: that lets webhooks through meanwhile.
    EXECUTE format('CREATE TABLE webhook_ingest.%I (LIKE webhook_ingest.webhook_events INCLUDING DEFAULTS)', name);
    EXECUTE format(
      'ALTER TABLE webhook_ingest.webhook_events ATTACH PARTITION webhook_ingest.%I FOR VALUES FROM (%L) TO (%L)',
      name, webhook_ingest.first_id_at(month), webhook_ingest.first_id_at(month + interval '1 month'));
    made := made + 1;
  END LOOP;

  FOREACH name IN ARRAY months LOOP
    month := to_timestamp(right(name, 7), 'YYYY_MM');
    EXIT WHEN month + interval '1 month' > moment - make_interval(days => retention_days);
    EXECUTE format('SELECT EXISTS (SELECT FROM webhook_ingest.%I WHERE published_at IS NULL)', name) INTO is_waiting;
    CONTINUE WHEN is_waiting;
    BEGIN
      EXECUTE format('DROP TABLE webhook_ingest.%I', name);
      dropped := dropped + 1;
    EXCEPTION WHEN lock_not_available THEN
      EXIT;
    END;
  END LOOP;
END $$;
--> statement-breakpoint
SELECT "webhook_ingest"."keep_partitions"(now(), 90);
