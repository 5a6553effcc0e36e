ALTER TABLE "waha_servers" ADD COLUMN "reads_stream" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "waha_servers" ADD COLUMN "stream_owner" text;--> statement-breakpoint
ALTER TABLE "waha_servers" ADD COLUMN "stream_lease_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "waha_servers" ADD COLUMN "stream_open_at" timestamp (3) with time zone;