CREATE TABLE "contact_merges" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"survivor_id" uuid NOT NULL,
	"absorbed_id" uuid NOT NULL,
	"address" text NOT NULL,
	"other_address" text NOT NULL,
	"merged_at" timestamp (3) with time zone NOT NULL,
	"before" jsonb,
	"moved_conversation_ids" uuid[] NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by_id" uuid,
	CONSTRAINT "contact_merges_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "conversation_merges" (
	"organization_id" uuid NOT NULL,
	"merge_id" uuid NOT NULL,
	"survivor_id" uuid NOT NULL,
	"absorbed_id" uuid NOT NULL,
	"before" jsonb,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "conversation_merges_organization_id_merge_id_absorbed_id_pk" PRIMARY KEY("organization_id","merge_id","absorbed_id")
);
--> statement-breakpoint
CREATE TABLE "separated_addresses" (
	"organization_id" uuid NOT NULL,
	"address" text NOT NULL,
	"other_address" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "separated_addresses_organization_id_address_other_address_pk" PRIMARY KEY("organization_id","address","other_address")
);
--> statement-breakpoint
ALTER TABLE "message_reactions" DROP CONSTRAINT "message_reactions_contact_fk";
--> statement-breakpoint
ALTER TABLE "message_votes" DROP CONSTRAINT "message_votes_contact_fk";
--> statement-breakpoint
ALTER TABLE "contact_addresses" ADD COLUMN "ask_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "contact_addresses" ADD COLUMN "asks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "push_name_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_merges" ADD CONSTRAINT "conversation_merges_merge_fk" FOREIGN KEY ("organization_id","merge_id") REFERENCES "public"."contact_merges"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "separated_addresses" ADD CONSTRAINT "separated_addresses_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_merges_survivor_idx" ON "contact_merges" USING btree ("organization_id","survivor_id");--> statement-breakpoint
CREATE INDEX "contact_merges_kept_idx" ON "contact_merges" USING btree ("merged_at") WHERE "contact_merges"."before" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_merges_absorbed_key" ON "conversation_merges" USING btree ("organization_id","absorbed_id") WHERE "conversation_merges"."undone_at" is null;--> statement-breakpoint
CREATE INDEX "conversation_merges_survivor_idx" ON "conversation_merges" USING btree ("organization_id","survivor_id");--> statement-breakpoint
CREATE INDEX "contact_addresses_ask_idx" ON "contact_addresses" USING btree ("ask_at") WHERE "contact_addresses"."ask_at" is not null;--> statement-breakpoint
UPDATE "message_reactions" r SET "author" = coalesce((
  SELECT CASE WHEN c."kind" = 'direct' THEN 'them' ELSE (
    SELECT a."address" FROM "contact_addresses" a
    WHERE a."organization_id" = r."organization_id" AND a."contact_id" = r."contact_id" ORDER BY a."origin" DESC, a."address" LIMIT 1) END
  FROM "messages" m JOIN "conversations" c ON c."organization_id" = m."organization_id" AND c."id" = m."conversation_id"
  WHERE m."organization_id" = r."organization_id" AND m."id" = r."message_id"), r."author") WHERE r."contact_id" IS NOT NULL;--> statement-breakpoint
UPDATE "message_votes" r SET "author" = coalesce((
  SELECT CASE WHEN c."kind" = 'direct' THEN 'them' ELSE (
    SELECT a."address" FROM "contact_addresses" a
    WHERE a."organization_id" = r."organization_id" AND a."contact_id" = r."contact_id" ORDER BY a."origin" DESC, a."address" LIMIT 1) END
  FROM "messages" m JOIN "conversations" c ON c."organization_id" = m."organization_id" AND c."id" = m."conversation_id"
  WHERE m."organization_id" = r."organization_id" AND m."id" = r."message_id"), r."author") WHERE r."contact_id" IS NOT NULL;--> statement-breakpoint
UPDATE "contact_addresses" a SET "ask_at" = now() FROM "contacts" c
  WHERE c."organization_id" = a."organization_id" AND c."id" = a."contact_id" AND c."phone_number" IS NULL AND a."address" LIKE '%@lid';--> statement-breakpoint
ALTER TABLE "message_reactions" DROP COLUMN "contact_id";--> statement-breakpoint
ALTER TABLE "message_votes" DROP COLUMN "contact_id";