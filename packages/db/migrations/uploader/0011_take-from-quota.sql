-- Takes one from a creator's quota if there is one. In one question, because two processes that take from the same quota
-- must come one after the other: the second waits at the row of the window until the first has committed, and each
-- statement of a function sees what was committed before it began.
CREATE FUNCTION "uploader"."take_from_quota"(
  of_creator text, of_kind text, taker uuid, most integer, counts_for interval,
  OUT is_taken boolean, OUT is_again boolean, OUT others integer, OUT wait_ms double precision)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  refused_until timestamptz;
  moment timestamptz;
BEGIN
  LOOP
    SELECT blocked_until INTO refused_until FROM uploader.quota_windows
    WHERE creator = of_creator AND kind = of_kind FOR UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO uploader.quota_windows (creator, kind) VALUES (of_creator, of_kind) ON CONFLICT DO NOTHING;
  END LOOP;

  moment := clock_timestamp();
  DELETE FROM uploader.quota_usage
  WHERE creator = of_creator AND kind = of_kind AND used_by <> taker AND used_at <= moment - counts_for;
  SELECT count(*) FILTER (WHERE used_by <> taker), coalesce(bool_or(used_by = taker), false) INTO others, is_again
  FROM uploader.quota_usage
  WHERE creator = of_creator AND kind = of_kind AND used_at > moment - counts_for;

  is_taken := others < most AND coalesce(refused_until <= moment, true);
  IF is_taken THEN
    INSERT INTO uploader.quota_usage (creator, kind, used_by, used_at) VALUES (of_creator, of_kind, taker, moment)
    ON CONFLICT (creator, kind, used_by) DO UPDATE SET used_at = excluded.used_at;
  END IF;
  -- Another place is free when the oldest of as many as there may be counts no longer.
  SELECT greatest(refused_until, max(used_at) + counts_for) INTO refused_until FROM (
    SELECT used_at FROM uploader.quota_usage
    WHERE creator = of_creator AND kind = of_kind AND (is_taken OR used_by <> taker)
    ORDER BY used_at DESC OFFSET most - 1 LIMIT 1
  ) AS oldest;
  wait_ms := coalesce(greatest(0, extract(epoch FROM refused_until - moment) * 1000), 0);
END $$;
