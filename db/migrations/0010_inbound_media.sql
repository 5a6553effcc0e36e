ALTER TABLE "media" ADD COLUMN "width" integer;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "height" integer;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "blur" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "thumbnail_sha256" text;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_thumbnail_fk" FOREIGN KEY ("organization_id","thumbnail_sha256") REFERENCES "public"."media_files"("organization_id","sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_thumbnail_idx" ON "media" USING btree ("organization_id","thumbnail_sha256") WHERE "media"."thumbnail_sha256" is not null;