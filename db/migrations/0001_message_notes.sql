CREATE TABLE "message_edits" (
	"organization_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"edited_at" timestamp (3) with time zone NOT NULL,
	"wa_id" text NOT NULL,
	"text" text,
	CONSTRAINT "message_edits_organization_id_message_id_edited_at_wa_id_pk" PRIMARY KEY("organization_id","message_id","edited_at","wa_id")
);
--> statement-breakpoint
CREATE TABLE "message_reactions" (
	"organization_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"author" text NOT NULL,
	"contact_id" uuid,
	"emoji" text NOT NULL,
	"reacted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "message_reactions_organization_id_message_id_author_pk" PRIMARY KEY("organization_id","message_id","author")
);
--> statement-breakpoint
CREATE TABLE "message_votes" (
	"organization_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"author" text NOT NULL,
	"contact_id" uuid,
	"options" text[] NOT NULL,
	"voted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "message_votes_organization_id_message_id_author_pk" PRIMARY KEY("organization_id","message_id","author")
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "group_name_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "original_text" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "system" jsonb;--> statement-breakpoint
ALTER TABLE "message_edits" ADD CONSTRAINT "message_edits_message_fk" FOREIGN KEY ("organization_id","message_id") REFERENCES "public"."messages"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_reactions" ADD CONSTRAINT "message_reactions_message_fk" FOREIGN KEY ("organization_id","message_id") REFERENCES "public"."messages"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_reactions" ADD CONSTRAINT "message_reactions_contact_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_votes" ADD CONSTRAINT "message_votes_message_fk" FOREIGN KEY ("organization_id","message_id") REFERENCES "public"."messages"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_votes" ADD CONSTRAINT "message_votes_contact_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE cascade ON UPDATE no action;