DROP INDEX "conversations_activity_idx";--> statement-breakpoint
DROP INDEX "conversations_status_idx";--> statement-breakpoint
DROP INDEX "conversations_assignee_idx";--> statement-breakpoint
DROP INDEX "conversations_unread_idx";--> statement-breakpoint
DROP INDEX "messages_thread_idx";--> statement-breakpoint
DROP INDEX "webhook_events_unapplied_idx";--> statement-breakpoint
CREATE INDEX "conversations_activity_idx" ON "conversations" USING btree ("organization_id","activity_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "conversations_status_idx" ON "conversations" USING btree ("organization_id","status","activity_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "conversations_assignee_idx" ON "conversations" USING btree ("organization_id","assignee_id","activity_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "conversations_unread_idx" ON "conversations" USING btree ("organization_id","activity_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "conversations"."unread_count" > 0;--> statement-breakpoint
CREATE INDEX "messages_thread_idx" ON "messages" USING btree ("organization_id","conversation_id","sent_at" DESC NULLS FIRST,"sent_rank" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "webhook_events_unapplied_idx" ON "webhook_events" USING btree ("organization_id","received_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "webhook_events"."state" <> 'applied';