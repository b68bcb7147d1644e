CREATE TABLE "crm_sync"."account_collections" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"next_due_at" timestamp (3) with time zone,
	"figures_due_at" timestamp (3) with time zone NOT NULL,
	"lease_id" uuid,
	"lease_until" timestamp (3) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"backfill_cursor" bigint,
	"is_backfilled" boolean DEFAULT false NOT NULL,
	"listed_through" timestamp (3) with time zone,
	"followers" bigint,
	"following" bigint,
	"likes" bigint,
	"videos" bigint,
	"measured_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"event" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."display_calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"endpoint" text NOT NULL,
	"called_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."display_days" (
	"account_id" uuid NOT NULL,
	"day" date NOT NULL,
	"calls" integer NOT NULL,
	CONSTRAINT "display_days_account_id_day_pk" PRIMARY KEY("account_id","day")
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."display_windows" (
	"endpoint" text PRIMARY KEY NOT NULL,
	"blocked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."account_metrics" (
	"account_id" uuid NOT NULL,
	"measured_at" timestamp (3) with time zone NOT NULL,
	"followers" bigint,
	"following" bigint,
	"likes" bigint,
	"videos" bigint,
	CONSTRAINT "account_metrics_account_id_measured_at_pk" PRIMARY KEY("account_id","measured_at")
) PARTITION BY RANGE ("measured_at");
--> statement-breakpoint
CREATE TABLE "crm_sync"."metrics_thinning" (
	"table_name" text PRIMARY KEY NOT NULL,
	"done_before" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."newest_events" (
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"event" jsonb NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "newest_events_kind_subject_id_pk" PRIMARY KEY("kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."post_metrics" (
	"account_id" uuid NOT NULL,
	"video_id" text NOT NULL,
	"measured_at" timestamp (3) with time zone NOT NULL,
	"views" bigint NOT NULL,
	"likes" bigint NOT NULL,
	"comments" bigint NOT NULL,
	"shares" bigint NOT NULL,
	CONSTRAINT "post_metrics_account_id_video_id_measured_at_pk" PRIMARY KEY("account_id","video_id","measured_at")
) PARTITION BY RANGE ("measured_at");
--> statement-breakpoint
CREATE TABLE "crm_sync"."rebuilds" (
	"name" text PRIMARY KEY NOT NULL,
	"stage" text NOT NULL,
	"position" text,
	"stage_checked" bigint DEFAULT 0 NOT NULL,
	"checked" bigint DEFAULT 0 NOT NULL,
	"repaired" bigint DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "crm_sync"."tiktok_videos" (
	"account_id" uuid NOT NULL,
	"video_id" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"crm_id" uuid NOT NULL,
	"posted_at" timestamp (3) with time zone,
	"caption" text,
	"hashtags" text[] DEFAULT '{}' NOT NULL,
	"share_url" text,
	"cover_url" text,
	"duration_seconds" integer,
	"facts_version" integer DEFAULT 0 NOT NULL,
	"facts_changed_at" timestamp (3) with time zone NOT NULL,
	"missing_since" timestamp (3) with time zone,
	"views" bigint,
	"likes" bigint,
	"comments" bigint,
	"shares" bigint,
	"measured_at" timestamp (3) with time zone,
	"next_due_at" timestamp (3) with time zone,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tiktok_videos_account_id_video_id_pk" PRIMARY KEY("account_id","video_id")
);
--> statement-breakpoint
DROP INDEX "crm_sync"."tiktok_posts_workspace";--> statement-breakpoint
DROP INDEX "crm_sync"."tiktok_posts_workspace_updated";--> statement-breakpoint
DROP INDEX "crm_sync"."tiktok_posts_account";--> statement-breakpoint
ALTER TABLE "crm_sync"."tiktok_posts" DROP CONSTRAINT "tiktok_posts_pkey";--> statement-breakpoint
ALTER TABLE "crm_sync"."tiktok_posts" ALTER COLUMN "publication_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "crm_sync"."tiktok_posts" ALTER COLUMN "postbus_post_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "crm_sync"."tiktok_posts" ALTER COLUMN "mode" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "crm_sync"."tiktok_posts" ADD COLUMN "id" uuid;--> statement-breakpoint
ALTER TABLE "crm_sync"."tiktok_posts" ADD COLUMN "source" text;--> statement-breakpoint
-- Every row so far is a publication.
UPDATE "crm_sync"."tiktok_posts" SET "id" = "publication_id", "source" = 'postbus';--> statement-breakpoint
ALTER TABLE "crm_sync"."tiktok_posts" ADD PRIMARY KEY ("id");--> statement-breakpoint
ALTER TABLE "crm_sync"."tiktok_posts" ALTER COLUMN "source" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "crm_sync"."tiktok_posts" ADD COLUMN "hashtags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "account_collections_due" ON "crm_sync"."account_collections" USING btree ("next_due_at") WHERE "crm_sync"."account_collections"."next_due_at" is not null;--> statement-breakpoint
CREATE INDEX "account_collections_workspace" ON "crm_sync"."account_collections" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "outbox_unpublished" ON "crm_sync"."outbox" USING btree ("id") WHERE "crm_sync"."outbox"."published_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_published_at" ON "crm_sync"."outbox" USING btree ("published_at");--> statement-breakpoint
CREATE INDEX "display_calls_endpoint" ON "crm_sync"."display_calls" USING btree ("endpoint","called_at");--> statement-breakpoint
CREATE INDEX "display_days_day" ON "crm_sync"."display_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "account_metrics_measured_at" ON "crm_sync"."account_metrics" USING brin ("measured_at");--> statement-breakpoint
CREATE INDEX "post_metrics_measured_at" ON "crm_sync"."post_metrics" USING brin ("measured_at");--> statement-breakpoint
CREATE INDEX "tiktok_videos_due" ON "crm_sync"."tiktok_videos" USING btree ("account_id","next_due_at") WHERE "crm_sync"."tiktok_videos"."next_due_at" is not null;--> statement-breakpoint
CREATE INDEX "tiktok_videos_workspace_measured" ON "crm_sync"."tiktok_videos" USING btree ("workspace_id","measured_at");--> statement-breakpoint
CREATE INDEX "tiktok_videos_posted" ON "crm_sync"."tiktok_videos" USING btree ("account_id","posted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tiktok_posts_publication" ON "crm_sync"."tiktok_posts" USING btree ("publication_id");--> statement-breakpoint
CREATE INDEX "tiktok_posts_workspace" ON "crm_sync"."tiktok_posts" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "tiktok_posts_workspace_updated" ON "crm_sync"."tiktok_posts" USING btree ("workspace_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "tiktok_posts_account" ON "crm_sync"."tiktok_posts" USING btree ("workspace_id","account_id","id");--> statement-breakpoint

-- From here on by hand: drizzle-kit knows neither partitions nor functions.

-- Figures of a month that nobody has made a partition for. Empty but for clocks that are far off.
CREATE TABLE "crm_sync"."account_metrics_default" PARTITION OF "crm_sync"."account_metrics" DEFAULT;--> statement-breakpoint
CREATE TABLE "crm_sync"."post_metrics_default" PARTITION OF "crm_sync"."post_metrics" DEFAULT;--> statement-breakpoint

-- Makes the partitions of the months from one day to another. The service's role may not make tables, so this runs as its owner.
CREATE FUNCTION "crm_sync"."keep_metrics_partitions"(first_day date, last_day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
	base text;
	part text;
	lower_bound timestamptz;
	upper_bound timestamptz;
	made integer := 0;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('crm_sync.keep_metrics_partitions'));
	FOREACH base IN ARRAY ARRAY['account_metrics', 'post_metrics'] LOOP
		FOR lower_bound IN
			SELECT month AT TIME ZONE 'UTC'
			FROM generate_series(date_trunc('month', first_day::timestamp), last_day::timestamp, interval '1 month') AS month
			LIMIT 120
		LOOP
			upper_bound := (lower_bound AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
			part := base || to_char(lower_bound AT TIME ZONE 'UTC', '_YYYYMM');
			CONTINUE WHEN to_regclass(format('crm_sync.%I', part)) IS NOT NULL;
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
END $$;--> statement-breakpoint

-- Keeps the last row of a day (UTC) of each account or post. The service's role may only add to these tables, and this
-- refuses days that are not old: figures of the last weeks cannot be lost by a mistake.
CREATE FUNCTION "crm_sync"."thin_metrics"(base text, old_day date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
	from_time timestamptz := old_day::timestamp AT TIME ZONE 'UTC';
	to_time timestamptz := (old_day + 1)::timestamp AT TIME ZONE 'UTC';
	gone bigint;
BEGIN
	IF old_day > (now() AT TIME ZONE 'UTC')::date - 30 THEN
		RAISE EXCEPTION 'the figures of % are too young to be thinned', old_day;
	END IF;
	IF base = 'account_metrics' THEN
		DELETE FROM crm_sync.account_metrics AS m WHERE m.measured_at >= from_time AND m.measured_at < to_time AND EXISTS (
			SELECT FROM crm_sync.account_metrics AS later WHERE later.account_id = m.account_id
				AND later.measured_at > m.measured_at AND later.measured_at < to_time);
	ELSIF base = 'post_metrics' THEN
		DELETE FROM crm_sync.post_metrics AS m WHERE m.measured_at >= from_time AND m.measured_at < to_time AND EXISTS (
			SELECT FROM crm_sync.post_metrics AS later WHERE later.account_id = m.account_id AND later.video_id = m.video_id
				AND later.measured_at > m.measured_at AND later.measured_at < to_time);
	ELSE
		RAISE EXCEPTION 'there are no figures in %', base;
	END IF;
	GET DIAGNOSTICS gone = ROW_COUNT;
	RETURN gone;
END $$;--> statement-breakpoint

SELECT "crm_sync"."keep_metrics_partitions"(current_date, current_date + 62);--> statement-breakpoint

-- What was projected before there were newest events. A row and its event say the same.
INSERT INTO "crm_sync"."newest_events" ("kind", "subject_id", "workspace_id", "version", "event")
SELECT 'account', a.id, a.workspace_id, a.version, jsonb_build_object(
	'specversion', '1.0', 'id', gen_random_uuid(), 'source', '/auth-gateway', 'type', 'account.connected', 'subject', a.id,
	'time', to_char(a.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
	'datacontenttype', 'application/json', 'workspaceid', a.workspace_id, 'correlationid', 'migration',
	'data', jsonb_build_object('accountId', a.id, 'platform', a.platform, 'userId', a.user_id, 'openId', a.open_id,
		'displayName', a.display_name, 'username', a.username, 'avatarUrl', a.avatar_url,
		'grantedScopes', to_jsonb(a.granted_scopes), 'status', a.status, 'version', a.version,
		'connectedAt', to_char(a.connected_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
		'tokenExpiresAt', to_char(a.token_expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
FROM "crm_sync"."accounts" AS a;--> statement-breakpoint
INSERT INTO "crm_sync"."newest_events" ("kind", "subject_id", "workspace_id", "version", "event")
SELECT 'post', p.id, p.workspace_id, p.version, jsonb_build_object(
	'specversion', '1.0', 'id', gen_random_uuid(), 'source', '/uploader', 'type', 'post.status', 'subject', p.id,
	'time', to_char(p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
	'datacontenttype', 'application/json', 'workspaceid', p.workspace_id, 'correlationid', 'migration',
	'data', jsonb_build_object('publicationId', p.id, 'postId', p.postbus_post_id, 'accountId', p.account_id,
		'platform', 'tiktok', 'mode', p.mode, 'status', p.status, 'previousStatus', NULL, 'version', p.version,
		'publishId', p.publish_id, 'platformPostIds', to_jsonb(p.platform_post_ids), 'caption', p.caption,
		'mediaId', p.media_id, 'failure', p.failure,
		'scheduledAt', to_char(p.scheduled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
		'publishedAt', to_char(p.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
		'occurredAt', to_char(p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
FROM "crm_sync"."tiktok_posts" AS p;--> statement-breakpoint
INSERT INTO "crm_sync"."account_collections" ("account_id", "workspace_id", "next_due_at", "figures_due_at")
SELECT a.id, a.workspace_id, CASE WHEN a.status IN ('active', 'refreshing') THEN now() END, now() FROM "crm_sync"."accounts" AS a;
