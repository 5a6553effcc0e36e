ALTER TABLE "conversations" ADD COLUMN "is_heard" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "first_contact_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "linked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "restriction" jsonb;--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "capping" jsonb;--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "paced_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "hold" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "let_go" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "typing_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "conversations_first_contact_idx" ON "conversations" USING btree ("organization_id","instance_id","first_contact_at") WHERE "conversations"."first_contact_at" is not null;--> statement-breakpoint
CREATE INDEX "messages_held_idx" ON "messages" USING btree ("organization_id","conversation_id") WHERE "messages"."hold" is not null;--> statement-breakpoint
UPDATE "conversations" c SET "is_heard" = true WHERE EXISTS (SELECT 1 FROM "messages" m WHERE m."organization_id" = c."organization_id" AND m."conversation_id" = c."id" AND m."direction" = 'inbound' AND m."type" <> 'system');--> statement-breakpoint
UPDATE "instances" SET "linked_at" = "created_at" WHERE "phone_number" IS NOT NULL;
