ALTER TABLE "messages" ADD COLUMN "undo_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "send_with" text DEFAULT 'enter' NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "undo_seconds" integer DEFAULT 0 NOT NULL;