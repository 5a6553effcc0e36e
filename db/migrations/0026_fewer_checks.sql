ALTER TABLE "messages" DROP CONSTRAINT "messages_instance_fk";
--> statement-breakpoint
ALTER TABLE "webhook_events" DROP CONSTRAINT "webhook_events_instance_fk";
