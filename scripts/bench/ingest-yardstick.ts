import postgres from 'postgres';
import { uuidv7 } from 'uuidv7';
import { type Delivery, phoneOf } from './ingest-traffic';

const STATUS: Record<number, string> = { 2: 'delivered', 3: 'read' };

type Where = { databaseUrl: string; sessionName: string; connections: number };

/**
 * The yardstick: what a plain program would write for each delivery, one transaction each, with prepared statements,
 * pipelined where one does not need the other's answer. A journal row, and the message's row with its conversation's, or the
 * status of an ack. What the listener does besides (twins, late ones, who is who, telling browsers) it leaves out.
 */
export async function writePlainly({ databaseUrl, sessionName, connections }: Where, traffic: Delivery[]) {
  const sql = postgres(databaseUrl, { max: connections, onnotice: () => {} });
  const [instance] = await sql`select organization_id, id from instances where session_name = ${sessionName}`;
  const rows = await sql`select chat_address, id from conversations where instance_id = ${instance?.id}`;
  const conversations = new Map(rows.map((row) => [row.chat_address, row.id]));
  const bodies = traffic.map(({ event }) => Buffer.from(JSON.stringify(event)));
  const tenant = { organization_id: instance?.organization_id, instance_id: instance?.id };
  await Promise.all(Array.from({ length: connections }, () => sql`select pg_sleep(0.2)`));

  const deliver = async (_worker: number, index: number) => {
    const { event, requestId, about } = traffic[index] as Delivery;
    const chat = `${phoneOf(about.chat)}@c.us`;
    await sql.begin((tx) => [
      tx`insert into webhook_events (organization_id, instance_id, id, request_id, event, event_id, body, state, applied_at)
        values (${tenant.organization_id}, ${tenant.instance_id}, ${uuidv7()}, ${requestId}, ${event.event}, ${event.id},
          ${bodies[index] as Buffer}, 'applied', now()) on conflict do nothing`,
      about.ack === null
        ? tx`with stored as (
            insert into messages (organization_id, instance_id, id, conversation_id, direction, type, text, status,
              sender_kind, wa_id, wa_chat, sent_at, is_unread)
            values (${tenant.organization_id}, ${tenant.instance_id}, ${uuidv7()}, ${conversations.get(chat)},
              ${about.fromMe ? 'outbound' : 'inbound'}, 'text', ${about.text}, ${about.fromMe ? 'sent' : 'received'},
              ${about.fromMe ? 'phone' : 'contact'}, ${about.waId}, ${chat}, now(), ${!about.fromMe}) on conflict do nothing
            returning id, conversation_id, wa_chat, sent_at, is_unread)
          update conversations c set last_message_id = stored.id, activity_at = stored.sent_at, chat_address = stored.wa_chat,
            unread_count = c.unread_count + stored.is_unread::int, updated_at = now()
          from stored where c.organization_id = ${tenant.organization_id} and c.id = stored.conversation_id`
        : tx`update messages set status = ${STATUS[about.ack] ?? 'sent'}, updated_at = now()
          where organization_id = ${tenant.organization_id} and instance_id = ${tenant.instance_id}
            and wa_id = ${about.waId} and direction = 'outbound'`,
    ]);
    return true;
  };
  return { deliver, close: () => sql.end({ timeout: 5 }) };
}
