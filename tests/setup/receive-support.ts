import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { type Scope, systemScope } from '@/lib/core/scope';
import { whileReceiving } from '@/lib/instances/lock';
import { createInstance } from '@/lib/instances/service';
import { receive } from '@/lib/messages/receive';
import { createOrganization } from '@/lib/organizations/create';
import { upsertEnvServer } from '@/lib/servers/connect';
import type {
  Ack,
  Edit,
  IncomingMessage,
  Reaction,
  Received,
  Revoke,
  SystemLine,
  Vote,
} from '@/lib/waha/happenings';

/** A fresh organization with one instance, on a WAHA that nothing listens at. */
export async function makeInstance(): Promise<{ scope: Scope; instanceId: string }> {
  await upsertEnvServer(database(), 'http://127.0.0.1:9', 'none');
  const { organizationId } = await createOrganization(database(), {
    name: 'Test',
    email: `${newId()}@example.com`,
    password: 'a long password',
  });
  const scope = systemScope(organizationId);
  const { id } = await createInstance(scope, { name: 'Vendas' });
  return { scope, instanceId: id };
}

/** Receives a batch as ingest does: in one transaction, under the instance's lock. */
export async function receiveBatch(scope: Scope, instanceId: string, events: Received[]): Promise<void> {
  await whileReceiving(scope, instanceId, (inside) => receive(inside, instanceId, events));
}

/** An inbound text, with what the test cares about on top. */
export function textFrom(chat: string, waId: string, rest: Partial<IncomingMessage> = {}): IncomingMessage {
  return {
    kind: 'message',
    waId,
    fromMe: false,
    source: 'app',
    chat,
    author: null,
    aliases: [],
    links: [],
    pushName: 'Marina',
    sentAt: new Date('2026-11-20T12:00:00Z'),
    sentRank: 0,
    type: 'text',
    text: waId,
    mentions: null,
    media: null,
    location: null,
    contacts: null,
    poll: null,
    system: null,
    isForwarded: false,
    replyToWaId: null,
    reply: null,
    ack: null,
    raw: null,
    ...rest,
  };
}

export const ackOf = (waId: string, level: number, fromMe = true): Ack => ({
  kind: 'ack',
  waId,
  fromMe,
  level,
});

/** A reaction `second` seconds after noon; by us where no `author` is given in a group. */
export const reactionTo = (
  waId: string,
  emoji: string,
  second: number,
  rest: Partial<Reaction> = {},
): Reaction => ({
  kind: 'reaction',
  waId,
  fromMe: false,
  author: null,
  at: noonPlus(second),
  emoji,
  ...rest,
});

export const voteOn = (waId: string, options: string[], second: number, rest: Partial<Vote> = {}): Vote => ({
  kind: 'vote',
  waId,
  fromMe: false,
  author: null,
  at: noonPlus(second),
  options,
  ...rest,
});

export const editOf = (waId: string, text: string | null, second: number, editId = `${waId}-edit`): Edit => ({
  kind: 'edit',
  waId,
  editId,
  text,
  at: noonPlus(second),
});

export const revokeOf = (waId: string, second: number): Revoke => ({
  kind: 'revoke',
  waId,
  at: noonPlus(second),
});

/** A line that nobody wrote. */
export const lineIn = (
  chat: string,
  waId: string,
  kind: SystemLine['kind'],
  second: number,
  rest: Partial<SystemLine> = {},
): IncomingMessage =>
  textFrom(chat, waId, {
    type: 'system',
    text: null,
    pushName: null,
    sentAt: noonPlus(second),
    system: { kind, people: [], title: null, isVideo: false, ...rest },
  });

export const noonPlus = (second: number): Date => new Date(Date.UTC(2026, 10, 20, 12, 0, second));

/** Everything that receiving leaves behind, without our ids, times and late marks: what must be equal in any order. */
export async function endState(scope: Scope): Promise<unknown> {
  const { organizationId } = scope;
  const messages = await database().execute(sql`
    select m.wa_id, m.direction, m.type, m.text, m.status, m.error_code, m.sender_kind, m.sender_name, m.sent_at,
      m.is_unread, m.wa_chat, c.chat_address, p.phone_number, m.edited_at, m.original_text, m.revoked_at, m.system,
      m.poll, m.raw,
      array(select row_to_json(r) from (
        select n.author, n.emoji, n.reacted_at from message_reactions n
        where n.organization_id = m.organization_id and n.message_id = m.id order by 1, 2) r) as reactions,
      array(select row_to_json(r) from (
        select n.author, n.options, n.voted_at from message_votes n
        where n.organization_id = m.organization_id and n.message_id = m.id order by 1, 2) r) as votes,
      array(select row_to_json(r) from (
        select n.edited_at, n.wa_id, n.text from message_edits n
        where n.organization_id = m.organization_id and n.message_id = m.id order by 1, 2) r) as edits
    from messages m join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
    left join contacts p on p.organization_id = c.organization_id and p.id = c.contact_id
    where m.organization_id = ${organizationId} order by m.wa_id, m.direction`);
  const conversations = await database().execute(sql`
    select c.kind, c.group_address, c.group_name, c.group_name_at, c.chat_address, c.status, c.unread_count, c.activity_at, c.phone_read_at,
      c.is_heard, c.first_contact_at, l.wa_id as last
    from conversations c left join messages l on l.organization_id = c.organization_id and l.id = c.last_message_id
    where c.organization_id = ${organizationId} order by c.chat_address`);
  const addresses = await database().execute(sql`
    select a.address, a.origin, p.phone_number, p.push_name from contact_addresses a
    join contacts p on p.organization_id = a.organization_id and p.id = a.contact_id
    where a.organization_id = ${organizationId} order by a.address`);
  const waiting = await database().execute(sql`
    select wa_id, direction, fingerprint from waiting_events where organization_id = ${organizationId} order by wa_id, fingerprint`);
  return { messages, conversations, addresses, waiting };
}
