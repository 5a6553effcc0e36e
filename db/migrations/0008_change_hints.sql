CREATE TABLE "change_hints" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"payload" text NOT NULL,
	"claimed_at" timestamp (3) with time zone,
	CONSTRAINT "change_hints_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
