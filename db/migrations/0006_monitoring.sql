CREATE TABLE "refused_deliveries" (
	"organization_id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"day" date NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refused_deliveries_organization_id_instance_id_day_pk" PRIMARY KEY("organization_id","instance_id","day")
);
--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "replay_requested_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "refused_deliveries" ADD CONSTRAINT "refused_deliveries_instance_fk" FOREIGN KEY ("organization_id","instance_id") REFERENCES "public"."instances"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_failed_idx" ON "messages" USING btree ("organization_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "messages"."status" = 'failed';--> statement-breakpoint
CREATE INDEX "webhook_events_replay_idx" ON "webhook_events" USING btree ("organization_id","id") WHERE "webhook_events"."replay_requested_at" is not null;