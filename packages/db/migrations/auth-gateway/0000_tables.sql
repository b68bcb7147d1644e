CREATE SCHEMA "auth_gateway";
--> statement-breakpoint
CREATE TABLE "auth_gateway"."audit_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"workspace_id" uuid,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"account_id" uuid,
	"correlation_id" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."inbox" (
	"consumer" text NOT NULL,
	"event_id" uuid NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"event" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."clients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"return_urls" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."signing_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"private_jwk_encrypted" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."workspaces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."connect_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"user_id" text NOT NULL,
	"return_url" text NOT NULL,
	"requested_scopes" text[] NOT NULL,
	"session_hash" text NOT NULL,
	"session_encrypted" text,
	"idempotency_key" text,
	"request_hash" text,
	"state_hash" text,
	"browser_hash" text,
	"code_verifier_encrypted" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "connect_sessions_session_hash_unique" UNIQUE("session_hash"),
	CONSTRAINT "connect_sessions_state_hash_unique" UNIQUE("state_hash"),
	CONSTRAINT "connect_sessions_idempotency" UNIQUE("workspace_id","client_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "auth_gateway"."oauth_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"client_key" text NOT NULL,
	"open_id" text NOT NULL,
	"union_id" text,
	"user_id" text NOT NULL,
	"display_name" text,
	"username" text,
	"avatar_url" text,
	"requested_scopes" text[] NOT NULL,
	"granted_scopes" text[] NOT NULL,
	"status" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"token_version" integer DEFAULT 1 NOT NULL,
	"access_token_encrypted" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_encrypted" text,
	"refresh_token_expires_at" timestamp with time zone,
	"lease_id" uuid,
	"lease_expires_at" timestamp with time zone,
	"connected_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "oauth_accounts_creator" UNIQUE("workspace_id","platform","client_key","open_id")
);
--> statement-breakpoint
ALTER TABLE "auth_gateway"."clients" ADD CONSTRAINT "clients_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "auth_gateway"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_gateway"."connect_sessions" ADD CONSTRAINT "connect_sessions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "auth_gateway"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_gateway"."connect_sessions" ADD CONSTRAINT "connect_sessions_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "auth_gateway"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_gateway"."oauth_accounts" ADD CONSTRAINT "oauth_accounts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "auth_gateway"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_workspace" ON "auth_gateway"."audit_log" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "inbox_received_at" ON "auth_gateway"."inbox" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "outbox_unpublished" ON "auth_gateway"."outbox" USING btree ("id") WHERE "auth_gateway"."outbox"."published_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_published_at" ON "auth_gateway"."outbox" USING btree ("published_at");--> statement-breakpoint
CREATE INDEX "connect_sessions_expires_at" ON "auth_gateway"."connect_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "oauth_accounts_open_id" ON "auth_gateway"."oauth_accounts" USING btree ("platform","client_key","open_id");--> statement-breakpoint
CREATE INDEX "oauth_accounts_user" ON "auth_gateway"."oauth_accounts" USING btree ("workspace_id","user_id");--> statement-breakpoint
CREATE INDEX "oauth_accounts_page" ON "auth_gateway"."oauth_accounts" USING btree ("workspace_id","id");