import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';

/** It waits here and no call for it was ever made: what happens to it now is certain to be in time. */
const UNTRIED = sql`status = 'queued' and sending_at is null`;

/** Gives a message another text before it leaves; false when it may be on its way. */
export async function rewriteUnsent(scope: Scope, id: string, text: string): Promise<boolean> {
  const rows = await scope.db.execute(sql`
    update messages set text = ${text}, updated_at = now()
    where organization_id = ${scope.organizationId} and id = ${id} and ${UNTRIED} returning id`);
  return rows.length > 0;
}

/** Takes a message back before it leaves; false when it may be on its way. */
export async function cancelUnsent(scope: Scope, id: string): Promise<boolean> {
  const rows = await scope.db.execute(sql`
    update messages set status = 'failed', error_code = null, revoked_at = now(), next_attempt_at = null, updated_at = now()
    where organization_id = ${scope.organizationId} and id = ${id} and ${UNTRIED} returning id`);
  return rows.length > 0;
}

/** Nobody can tell whether it left, and somebody takes that as it is; false where that is not so, or was said already. */
export async function dismissUnsettled(scope: Scope, id: string): Promise<boolean> {
  const rows = await scope.db.execute(sql`
    update messages set let_go = 'dismissed', updated_at = now()
    where organization_id = ${scope.organizationId} and id = ${id} and status = 'failed' and error_code = 'unsettled'
      and let_go is distinct from 'dismissed' returning id`);
  return rows.length > 0;
}

/** The full id's parts of the message that another passes on, where this number knows it. */
export async function findForwarded(scope: Scope, instanceId: string, id: string) {
  const [row] = await scope.db.execute<{
    waId: string;
    fromMe: boolean;
    chat: string;
    author: string | null;
  }>(sql`
    select m.wa_id as "waId", m.direction = 'outbound' as "fromMe", coalesce(m.wa_chat, c.chat_address) as chat, m.wa_author as author
    from messages m join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
    where m.organization_id = ${scope.organizationId} and m.id = ${id} and m.instance_id = ${instanceId} and m.wa_id is not null`);
  return row;
}

/** WhatsApp can't pass it on: the same content is sent as a message of its own, with an id of its own. */
export async function sendAsOwn(scope: Scope, id: string): Promise<boolean> {
  const rows = await scope.db.execute(sql`
    update messages set status = 'queued', forward_of_id = null, wa_id = null, next_attempt_at = now(), updated_at = now()
    where organization_id = ${scope.organizationId} and id = ${id} and status = 'sending' returning id`);
  return rows.length > 0;
}
