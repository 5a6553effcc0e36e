CREATE TABLE "history_runs" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"cursor" jsonb,
	"days" integer,
	"recovered" integer DEFAULT 0 NOT NULL,
	"progress" double precision DEFAULT 0 NOT NULL,
	"newest_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "history_runs_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "instance_history" (
	"organization_id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"phone" text,
	"linked_at" timestamp (3) with time zone NOT NULL,
	"complete_until" timestamp (3) with time zone,
	"wanted_at" timestamp (3) with time zone,
	"filled_at" timestamp (3) with time zone,
	"deep_at" timestamp (3) with time zone,
	"server_started_at" timestamp (3) with time zone,
	"error" text,
	"recovered_total" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "instance_history_organization_id_instance_id_pk" PRIMARY KEY("organization_id","instance_id")
);
--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "history_owner" text;--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "history_lease_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "recovery" jsonb;--> statement-breakpoint
ALTER TABLE "history_runs" ADD CONSTRAINT "history_runs_instance_fk" FOREIGN KEY ("organization_id","instance_id") REFERENCES "public"."instances"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instance_history" ADD CONSTRAINT "instance_history_instance_fk" FOREIGN KEY ("organization_id","instance_id") REFERENCES "public"."instances"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "history_runs_running_key" ON "history_runs" USING btree ("organization_id","instance_id","kind") WHERE "history_runs"."state" = 'running' or "history_runs"."kind" = 'import';--> statement-breakpoint
CREATE INDEX "messages_recovery_idx" ON "messages" USING btree ("organization_id","conversation_id") WHERE "messages"."recovery" is not null;