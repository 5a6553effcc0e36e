import postgres, { type Sql, type TransactionSql } from 'postgres';
import { FIRST_NAMES, LAST_NAMES, PHRASES, WORDS } from './words';

export type SeedSize = {
  organizationId: string;
  userId: string;
  instanceIds: string[];
  conversations: number;
  messages: number;
};

/** One conversation in so many is a group. */
const GROUP_EVERY = 50;
const DAYS = 365;
const MESSAGES_A_STATEMENT = 100_000;

/** A UUIDv7 of the time `at`: the app's ids rise with time, and so must these. */
const idAt = (sql: TransactionSql, at: string) =>
  sql.unsafe(
    `(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
    || '8' || substr(md5(random()::text), 1, 15))::uuid`,
  );

/** Opens a connection that does not wait for the disk: what is lost in a crash is made again. */
export async function openSeed(url: string): Promise<Sql> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql`set synchronous_commit = off`;
  await sql`select setseed(0.42)`;
  return sql;
}

/** People with a phone in both Brazilian spellings and, one in three, a hidden id; and one conversation with each. */
export async function seedConversations(sql: TransactionSql, size: SeedSize): Promise<void> {
  const { organizationId, userId, instanceIds, conversations } = size;
  await sql`
    create temp table seeded as
    select n, n % ${GROUP_EVERY} = 0 as is_group, ${idAt(sql, AT_START)} as contact_id, ${idAt(sql, AT_START)} as conversation_id,
      (${instanceIds}::uuid[])[1 + n % ${instanceIds.length}::int] as instance_id,
      '55' || (11 + n % 9)::text || '9' || lpad((70000000 + n)::text, 8, '0') as phone,
      (${FIRST_NAMES}::text[])[1 + floor(random() * ${FIRST_NAMES.length})::int] || ' '
        || (${LAST_NAMES}::text[])[1 + floor(random() * ${LAST_NAMES.length})::int] as name
    from generate_series(1, ${conversations}::int) as n`;
  await sql`
    insert into contacts (organization_id, id, name, push_name, phone_number)
    select ${organizationId}, contact_id, case when n % 4 = 0 then name end, name, '+' || phone from seeded where not is_group`;
  await sql`
    insert into contact_addresses (organization_id, address, contact_id, origin)
    select ${organizationId}, a.address, s.contact_id, a.origin from seeded s cross join lateral (values
      (s.phone || '@c.us', 'seen', true),
      (left(s.phone, 4) || right(s.phone, 8) || '@c.us', 'derived', true),
      ((100000000000000 + s.n)::text || '@lid', 'seen', s.n % 3 = 0)) as a(address, origin, is_there)
    where a.is_there and not s.is_group order by a.address`;
  await sql`
    insert into conversations (organization_id, id, instance_id, kind, contact_id, group_address, group_name, chat_address,
      status, assignee_id, snoozed_until, activity_at)
    select ${organizationId}, conversation_id, instance_id, case when is_group then 'group' else 'direct' end,
      case when not is_group then contact_id end, case when is_group then '1203630' || n || '@g.us' end,
      case when is_group then 'Grupo ' || name end, case when is_group then '1203630' || n || '@g.us' else phone || '@c.us' end,
      state.status, case when n % 3 = 0 then ${userId}::uuid end,
      case when state.status = 'snoozed' then now() + interval '30 days' end, now()
    from seeded cross join lateral (select case when n % 20 < 4 then 'open' when n % 20 = 4 then 'pending'
      when n % 20 = 5 then 'snoozed' else 'resolved' end as status) state`;
  await seedLabels(sql, organizationId);
}

const AT_START = `now() - interval '${DAYS} days' + n * interval '1 millisecond'`;

async function seedLabels(sql: TransactionSql, organizationId: string): Promise<void> {
  await sql`
    insert into labels (organization_id, id, name, color)
    select ${organizationId}, gen_random_uuid(), name, color
    from (values ('Urgente', 'member-1'), ('Orçamento', 'member-3'), ('Entrega', 'member-5'), ('Garantia', 'member-6')) as l(name, color)`;
  await sql`
    insert into conversation_labels (organization_id, conversation_id, label_id)
    select ${organizationId}, s.conversation_id, l.ids[1 + s.n % 4]
    from seeded s cross join (select array_agg(id order by name) as ids from labels where organization_id = ${organizationId}) l
    where s.n % 5 = 0`;
}

/**
 * Messages over a year, most of them in few conversations (the busiest gets about two in a hundred of all), a part of
 * them unread. `onPart` hears how many there are after each statement.
 */
export async function seedMessages(
  sql: TransactionSql,
  size: SeedSize,
  onPart: (done: number) => void,
): Promise<void> {
  await sql`create index on seeded (n)`;
  await sql`analyze seeded`;
  for (let from = 1; from <= size.messages; from += MESSAGES_A_STATEMENT) {
    const to = Math.min(size.messages, from + MESSAGES_A_STATEMENT - 1);
    await insertPart(sql, size, from, to);
    onPart(to);
  }
}

async function insertPart(sql: TransactionSql, size: SeedSize, from: number, to: number): Promise<void> {
  const { organizationId, userId, conversations, messages } = size;
  const at = `now() - interval '${DAYS} days' + (g.m::float8 / ${messages}) * interval '${DAYS} days'`;
  await sql`
    insert into messages (organization_id, id, instance_id, conversation_id, direction, type, text, status, sender_kind,
      sender_id, sender_name, wa_id, wa_chat, sent_at, is_unread, created_at, updated_at)
    select ${organizationId}, ${idAt(sql, 'd.at')}, s.instance_id, s.conversation_id,
      case when d.is_theirs then 'inbound' else 'outbound' end, 'text', d.text,
      case when d.is_theirs then 'received' else 'read' end, case when d.is_theirs then 'contact' else 'user' end,
      case when not d.is_theirs then ${userId}::uuid when not s.is_group then s.contact_id end,
      case when d.is_theirs then s.name else 'Equipe' end, upper(substr(md5(g.m::text || random()::text), 1, 20)),
      case when s.is_group then '1203630' || s.n || '@g.us' else s.phone || '@c.us' end,
      date_trunc('second', d.at), d.is_theirs and g.m > ${messages}::float8 * 0.99, d.at, d.at
    from (select m, case when m <= ${conversations}::int then m::int
        else 1 + floor(power(random(), 3) * ${conversations}::int)::int end as n
      from generate_series(${from}::int, ${to}::int) as m) g
    join seeded s on s.n = g.n
    cross join lateral (select ${sql.unsafe(at)} as at, random() < 0.55 as is_theirs,
      (${PHRASES}::text[])[1 + floor(random() * ${PHRASES.length})::int] || ' '
        || (${WORDS}::text[])[1 + floor(random() * ${WORDS.length})::int] || ' '
        || (${WORDS}::text[])[1 + floor(random() * ${WORDS.length})::int] || ' '
        || (1000 + floor(random() * 9000))::int as text) d
    order by g.m`;
}

/** What the list needs, computed from the messages. */
export async function finishSeed(sql: TransactionSql, { organizationId }: SeedSize): Promise<void> {
  await sql`
    update conversations c set last_message_id = last.id, activity_at = last.sent_at, unread_count = last.unread,
      is_heard = last.is_heard
    from (
      select distinct on (conversation_id) conversation_id, id, sent_at,
        count(*) filter (where is_unread) over (partition by conversation_id)::int as unread,
        bool_or(direction = 'inbound') over (partition by conversation_id) as is_heard
      from messages where organization_id = ${organizationId}
      order by conversation_id, sent_at desc, sent_rank desc, id desc) last
    where c.organization_id = ${organizationId} and c.id = last.conversation_id`;
}
