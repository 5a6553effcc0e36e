-- Words are compared in lower case and without accents. The extensions are trusted ones: no superuser is needed.
CREATE EXTENSION IF NOT EXISTS unaccent;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;--> statement-breakpoint
CREATE FUNCTION recado_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
	RETURN lower(unaccent('unaccent'::regdictionary, value));
--> statement-breakpoint
CREATE TEXT SEARCH CONFIGURATION recado (COPY = simple);--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION recado ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part, numword, numhword, hword_numpart WITH unaccent, simple;--> statement-breakpoint
CREATE FUNCTION message_words(content text, media jsonb) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE
	RETURN to_tsvector('recado', concat_ws(' ', left(content, 20000), media ->> 'filename'));
--> statement-breakpoint
CREATE TABLE "message_search" (
	"organization_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "message_search_organization_id_message_id_pk" PRIMARY KEY("organization_id","message_id")
);
--> statement-breakpoint
INSERT INTO message_search (organization_id, message_id, conversation_id, instance_id, sent_at, words)
	SELECT organization_id, id, conversation_id, instance_id, sent_at, message_words(text, media) FROM messages
	WHERE revoked_at IS NULL AND (text IS NOT NULL OR media ->> 'filename' IS NOT NULL);
--> statement-breakpoint
CREATE INDEX "message_search_words_idx" ON "message_search" USING gin ("organization_id","words");--> statement-breakpoint
CREATE INDEX "message_search_time_idx" ON "message_search" USING btree ("organization_id","sent_at" DESC NULLS FIRST,"message_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "message_search_thread_idx" ON "message_search" USING btree ("organization_id","conversation_id","sent_at" DESC NULLS FIRST,"message_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "contact_addresses_phone_idx" ON "contact_addresses" USING gin ("organization_id","address" gin_trgm_ops) WHERE "contact_addresses"."address" like '%@c.us';--> statement-breakpoint
CREATE INDEX "contacts_names_idx" ON "contacts" USING gin ("organization_id",recado_fold(coalesce("name", '') || ' ' || coalesce("push_name", '')) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "conversations_contact_idx" ON "conversations" USING btree ("organization_id","contact_id");--> statement-breakpoint
CREATE INDEX "conversations_group_name_idx" ON "conversations" USING gin ("organization_id",recado_fold("group_name") gin_trgm_ops) WHERE "conversations"."group_name" is not null;
--> statement-breakpoint
CREATE FUNCTION index_new_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO message_search (organization_id, message_id, conversation_id, instance_id, sent_at, words)
	SELECT organization_id, id, conversation_id, instance_id, sent_at, message_words(text, media) FROM added
	WHERE revoked_at IS NULL AND (text IS NOT NULL OR media ->> 'filename' IS NOT NULL);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION index_changed_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM message_search WHERE organization_id = OLD.organization_id AND message_id = OLD.id;
	IF TG_OP = 'UPDATE' AND NEW.revoked_at IS NULL AND (NEW.text IS NOT NULL OR NEW.media ->> 'filename' IS NOT NULL) THEN
		INSERT INTO message_search (organization_id, message_id, conversation_id, instance_id, sent_at, words)
		VALUES (NEW.organization_id, NEW.id, NEW.conversation_id, NEW.instance_id, NEW.sent_at, message_words(NEW.text, NEW.media));
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER messages_index_new AFTER INSERT ON messages REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION index_new_messages();--> statement-breakpoint
CREATE TRIGGER messages_index_changed AFTER UPDATE ON messages FOR EACH ROW WHEN (
	OLD.text IS DISTINCT FROM NEW.text OR (OLD.revoked_at IS NULL) <> (NEW.revoked_at IS NULL)
	OR OLD.conversation_id <> NEW.conversation_id OR OLD.sent_at <> NEW.sent_at
	OR OLD.media ->> 'filename' IS DISTINCT FROM NEW.media ->> 'filename')
	EXECUTE FUNCTION index_changed_message();--> statement-breakpoint
CREATE TRIGGER messages_index_gone AFTER DELETE ON messages FOR EACH ROW EXECUTE FUNCTION index_changed_message();
