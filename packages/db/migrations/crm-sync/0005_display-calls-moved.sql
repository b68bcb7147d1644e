DROP TABLE "crm_sync"."display_calls" CASCADE;--> statement-breakpoint
DROP TABLE "crm_sync"."display_days" CASCADE;--> statement-breakpoint
DROP TABLE "crm_sync"."display_windows" CASCADE;