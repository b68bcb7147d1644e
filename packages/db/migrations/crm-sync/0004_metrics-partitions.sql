-- Written by hand: drizzle-kit knows no functions.

-- Makes the partitions of the months from one day to another, as before. While one is made, nobody adds figures: a row that
-- went to the default partition between the moving and the attaching would make the attaching fail, and one that was on its
-- way there would be refused. Who adds waits, and then finds the new partition. Reading goes on until the attaching itself.
CREATE OR REPLACE FUNCTION "crm_sync"."keep_metrics_partitions"(first_day date, last_day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
-- Everybody waits behind a lock that is waited for. So it soon gives up, until the next time.
SET lock_timeout = '2s'
AS $$
DECLARE
	base text;
	part text;
	lower_bound timestamptz;
	upper_bound timestamptz;
	made integer := 0;
BEGIN
	-- Two replicas: one does it, the other has nothing to do.
	IF NOT pg_try_advisory_xact_lock(hashtext('crm_sync.keep_metrics_partitions')) THEN RETURN 0; END IF;
	FOREACH base IN ARRAY ARRAY['account_metrics', 'post_metrics'] LOOP
		FOR lower_bound IN
			SELECT month AT TIME ZONE 'UTC'
			FROM generate_series(date_trunc('month', first_day::timestamp), last_day::timestamp, interval '1 month') AS month
			LIMIT 120
		LOOP
			upper_bound := (lower_bound AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
			part := base || to_char(lower_bound AT TIME ZONE 'UTC', '_YYYYMM');
			CONTINUE WHEN to_regclass(format('crm_sync.%I', part)) IS NOT NULL;
			-- Both at once and always in this order, before anything else is locked: no two can wait for each other.
			LOCK TABLE ONLY crm_sync.account_metrics, ONLY crm_sync.post_metrics IN SHARE ROW EXCLUSIVE MODE;
			EXECUTE format('CREATE TABLE crm_sync.%I (LIKE crm_sync.%I INCLUDING ALL)', part, base);
			EXECUTE format(
				'WITH moved AS (DELETE FROM crm_sync.%I WHERE measured_at >= %L AND measured_at < %L RETURNING *)
				INSERT INTO crm_sync.%I SELECT * FROM moved', base || '_default', lower_bound, upper_bound, part);
			EXECUTE format('ALTER TABLE crm_sync.%I ATTACH PARTITION crm_sync.%I FOR VALUES FROM (%L) TO (%L)',
				base, part, lower_bound, upper_bound);
			made := made + 1;
		END LOOP;
	END LOOP;
	RETURN made;
END $$;
