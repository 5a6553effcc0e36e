DROP INDEX "conversations_contact_idx";--> statement-breakpoint
DROP INDEX "message_search_thread_idx";--> statement-breakpoint
DROP INDEX "messages_created_idx";--> statement-breakpoint
DROP INDEX "webhook_events_received_idx";--> statement-breakpoint
DROP INDEX "conversations_contact_key";--> statement-breakpoint
DROP INDEX "conversations_group_key";--> statement-breakpoint
ALTER TABLE "message_search" DROP CONSTRAINT "message_search_organization_id_message_id_pk";--> statement-breakpoint
ALTER TABLE "message_search" ADD CONSTRAINT "message_search_pk" PRIMARY KEY("organization_id","conversation_id","sent_at","message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_contact_key" ON "conversations" USING btree ("organization_id","contact_id","instance_id");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_group_key" ON "conversations" USING btree ("organization_id","instance_id","group_address") WHERE "conversations"."group_address" is not null;--> statement-breakpoint
CREATE OR REPLACE FUNCTION index_changed_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- By the whole key: what is found of a message stands there as the message was.
	DELETE FROM message_search WHERE organization_id = OLD.organization_id AND conversation_id = OLD.conversation_id
		AND sent_at = OLD.sent_at AND message_id = OLD.id;
	IF TG_OP = 'UPDATE' AND NEW.revoked_at IS NULL AND (NEW.text IS NOT NULL OR NEW.media ->> 'filename' IS NOT NULL) THEN
		INSERT INTO message_search (organization_id, message_id, conversation_id, instance_id, sent_at, words)
		VALUES (NEW.organization_id, NEW.id, NEW.conversation_id, NEW.instance_id, NEW.sent_at, message_words(NEW.text, NEW.media));
	END IF;
	RETURN NULL;
END $$;
