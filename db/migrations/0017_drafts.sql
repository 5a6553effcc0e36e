CREATE TABLE "drafts" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"text" text NOT NULL,
	"edited_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "drafts_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "drafts_text_length" CHECK (length("drafts"."text") <= 65536)
);
--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_conversation_fk" FOREIGN KEY ("organization_id","conversation_id") REFERENCES "public"."conversations"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_member_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."memberships"("organization_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "drafts_place_key" ON "drafts" USING btree ("organization_id","conversation_id","user_id");--> statement-breakpoint
CREATE INDEX "drafts_person_idx" ON "drafts" USING btree ("organization_id","user_id","edited_at") WHERE "drafts"."text" <> '';