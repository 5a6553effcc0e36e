CREATE TABLE "pairing_links" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"guest_hash" text,
	"connected_before" timestamp (3) with time zone,
	"created_by_user_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"claimed_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "pairing_links_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "pairing_links" ADD CONSTRAINT "pairing_links_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_links" ADD CONSTRAINT "pairing_links_instance_fk" FOREIGN KEY ("organization_id","instance_id") REFERENCES "public"."instances"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "pairing_links_token_key" ON "pairing_links" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "pairing_links_guest_key" ON "pairing_links" USING btree ("guest_hash");--> statement-breakpoint
CREATE INDEX "pairing_links_instance_idx" ON "pairing_links" USING btree ("organization_id","instance_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);