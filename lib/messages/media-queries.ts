import { sql } from 'drizzle-orm';
import type { MessageMedia } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';

export type Fetchable = {
  id: string;
  conversationId: string;
  instanceId: string;
  waId: string;
  direction: 'inbound' | 'outbound';
  waChat: string;
  waAuthor: string | null;
  media: MessageMedia;
  createdAt: string;
};

/** A message that WhatsApp brought with a file which is not ours yet; undefined when there is nothing to fetch any more. */
export async function selectFetchable(scope: Scope, id: string): Promise<Fetchable | undefined> {
  const [row] = await scope.db.execute<Fetchable>(sql`
    select id, conversation_id as "conversationId", instance_id as "instanceId", wa_id as "waId", direction,
      wa_chat as "waChat", wa_author as "waAuthor", media, created_at as "createdAt" from messages
    where organization_id = ${scope.organizationId} and id = ${id} and wa_id is not null and wa_chat is not null
      and media is not null and media ->> 'id' is null and revoked_at is null`);
  return row;
}

/** Adds to what is known of a message's file; false when it came in the meantime, or the message was revoked. */
export async function noteMedia(scope: Scope, id: string, change: Partial<MessageMedia>): Promise<boolean> {
  const rows = await scope.db.execute(sql`
    update messages set media = media || ${JSON.stringify(change)}::text::jsonb, updated_at = now()
    where organization_id = ${scope.organizationId} and id = ${id} and media ->> 'id' is null and revoked_at is null
    returning id`);
  return rows.length > 0;
}

/** Forgets why the file could not be had, so that it is tried anew; false unless that was so. */
export async function forgetFault(scope: Scope, id: string): Promise<boolean> {
  const rows = await scope.db.execute(sql`
    update messages set media = media - 'fault' - 'attempts', updated_at = now()
    where organization_id = ${scope.organizationId} and id = ${id} and media ->> 'fault' is not null returning id`);
  return rows.length > 0;
}
