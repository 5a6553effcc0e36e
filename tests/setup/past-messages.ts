import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';

type Chat = { organizationId: string; conversationId: string };

/** So far apart that no two are of one group. */
const MINUTES_APART = 7;

/** Puts `count` texts before everything a conversation has: „Linha 1“ is the oldest. The other side wrote two of three. */
export async function insertPast(sql: Sql, chat: Chat, count: number): Promise<void> {
  const { organizationId, conversationId } = chat;
  await sql`
    insert into messages (organization_id, id, instance_id, conversation_id, direction, type, text, status, sender_kind,
      sender_name, wa_id, wa_chat, sent_at)
    select ${organizationId}, gen_random_uuid(), v.instance_id, v.id, d.direction, 'text',
      'Linha ' || n || repeat(' e mais um pouco de texto', 1 + n % 9), case when d.direction = 'inbound' then 'received' else 'read' end,
      case when d.direction = 'inbound' then 'contact' else 'phone' end, case when d.direction = 'inbound' then 'Marina' end,
      upper(md5(${randomUUID()} || n)), v.chat_address,
      v.activity_at - (${count} - n + 1) * make_interval(mins => ${MINUTES_APART})
    from conversations v cross join generate_series(1, ${count}::int) n
    cross join lateral (select case when n % 3 = 0 then 'outbound' else 'inbound' end as direction) d
    where v.organization_id = ${organizationId} and v.id = ${conversationId}`;
}

/** The id of the message with this text. */
export async function messageIdOf(
  sql: Sql,
  { organizationId, conversationId }: Chat,
  text: string,
): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    select id from messages where organization_id = ${organizationId} and conversation_id = ${conversationId}
      and (text = ${text} or text like ${`${text} %`})`;
  if (!row) throw new Error(`There is no message ${text}`);
  return row.id;
}
