-- Room in each page for what ticks and new messages change, so that a changed row can stay where its index entries lead.
ALTER TABLE "messages" SET (fillfactor = 90);--> statement-breakpoint
ALTER TABLE "conversations" SET (fillfactor = 80);--> statement-breakpoint
DROP INDEX "messages_client_key";--> statement-breakpoint
DROP INDEX "messages_outbox_idx";--> statement-breakpoint
DROP INDEX "messages_waiting_idx";--> statement-breakpoint
DROP INDEX "messages_failed_idx";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "attention" text GENERATED ALWAYS AS (case when status in ('queued', 'sending', 'checking') then 'unsent' when status = 'failed' then 'failed' end) STORED;--> statement-breakpoint
CREATE UNIQUE INDEX "messages_client_key" ON "messages" USING btree ("organization_id","client_scope_id","client_id") WHERE "messages"."client_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_outbox_idx" ON "messages" USING btree ("organization_id","instance_id","id") WHERE "messages"."attention" = 'unsent';--> statement-breakpoint
CREATE INDEX "messages_waiting_idx" ON "messages" USING btree ("organization_id","conversation_id","id") WHERE "messages"."attention" = 'unsent';--> statement-breakpoint
CREATE INDEX "messages_failed_idx" ON "messages" USING btree ("organization_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "messages"."attention" = 'failed';