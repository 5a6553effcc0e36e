CREATE TABLE "ignored_sessions" (
	"organization_id" uuid NOT NULL,
	"server_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ignored_sessions_organization_id_server_id_name_pk" PRIMARY KEY("organization_id","server_id","name")
);
--> statement-breakpoint
CREATE TABLE "left_sessions" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"server_id" uuid NOT NULL,
	"name" text NOT NULL,
	"instance_id" uuid NOT NULL,
	"is_adopted" boolean NOT NULL,
	"taken_down_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "left_sessions_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
DROP INDEX "waha_servers_name_key";--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "is_adopted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "waha_servers" ADD COLUMN "capacity" integer;--> statement-breakpoint
ALTER TABLE "waha_servers" ADD COLUMN "other_sessions" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "waha_servers" ADD COLUMN "removed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ignored_sessions" ADD CONSTRAINT "ignored_sessions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ignored_sessions" ADD CONSTRAINT "ignored_sessions_server_id_waha_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."waha_servers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "left_sessions" ADD CONSTRAINT "left_sessions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "left_sessions" ADD CONSTRAINT "left_sessions_server_id_waha_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."waha_servers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "waha_servers_name_key" ON "waha_servers" USING btree (coalesce("organization_id", '00000000-0000-0000-0000-000000000000'::uuid),"name") WHERE "waha_servers"."removed_at" is null;