import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';

/** A join as it stands. */
export type Merge = {
  id: string;
  survivorId: string;
  absorbedId: string;
  movedConversationIds: string[];
  isUndone: boolean;
  /** Its days are over. */
  isPast: boolean;
  /** Nothing was joined with the same person since, and the person is still there. */
  isLatest: boolean;
};

/** One join, locked until the transaction ends; undefined when there is none. */
export async function lockMerge(scope: Scope, id: string, days: number): Promise<Merge | undefined> {
  const [row] = await scope.db.execute<Merge>(sql`
    select m.id, m.survivor_id as "survivorId", m.absorbed_id as "absorbedId",
      to_json(m.moved_conversation_ids) as "movedConversationIds", m.undone_at is not null as "isUndone",
      m.before is null or m.merged_at < now() - make_interval(days => ${days}) as "isPast",
      exists (select 1 from contacts c where c.organization_id = m.organization_id and c.id = m.survivor_id)
        and not exists (select 1 from contact_merges later where later.organization_id = m.organization_id
          and later.survivor_id = m.survivor_id and later.undone_at is null
          and (later.merged_at, later.id) > (m.merged_at, m.id)) as "isLatest"
    from contact_merges m where m.organization_id = ${scope.organizationId} and m.id = ${id} for update of m`);
  return row;
}

/** Brings back the absorbed contact and both contacts' addresses; the survivor loses what only the join gave it. */
export async function restoreContacts(scope: Scope, mergeId: string): Promise<void> {
  const { organizationId } = scope;
  const merge = sql`contact_merges m where m.organization_id = ${organizationId} and m.id = ${mergeId}`;
  await scope.db.execute(sql`
    insert into contacts select (jsonb_populate_record(s, m.before -> 'absorbed')).*
    from contacts s join contact_merges m on m.organization_id = s.organization_id and m.survivor_id = s.id
    where m.organization_id = ${organizationId} and m.id = ${mergeId}`);
  await scope.db.execute(sql`
    update contact_addresses a set contact_id = was.contact_id, ask_at = was.ask_at, asks = was.asks
    from contact_merges m cross join lateral jsonb_populate_recordset(null::contact_addresses, m.before -> 'addresses') was
    where m.organization_id = ${organizationId} and m.id = ${mergeId}
      and a.organization_id = m.organization_id and a.address = was.address and a.contact_id = m.survivor_id`);
  await scope.db.execute(sql`
    with m as (select * from ${merge})
    update contacts s set updated_at = now(),
      name = case when s.name is not distinct from made.name then was.name else s.name end,
      push_name = case when s.push_name is not distinct from made.push_name then was.push_name else s.push_name end,
      push_name_at = case when s.push_name is not distinct from made.push_name then was.push_name_at else s.push_name_at end,
      phone_number = case when s.phone_number is not distinct from made.phone_number then was.phone_number else s.phone_number end,
      avatar_url = case when s.avatar_url is not distinct from made.avatar_url then was.avatar_url else s.avatar_url end
    from m cross join lateral jsonb_populate_record(null::contacts, m.before -> 'survivor') was
      cross join lateral jsonb_populate_record(null::contacts, m.before -> 'after') made
    where s.organization_id = ${organizationId} and s.id = m.survivor_id`);
}

/** What the two people had and have, address by address, never belongs to one person again. */
export async function separateAddresses(scope: Scope, one: string, other: string): Promise<void> {
  await scope.db.execute(sql`
    insert into separated_addresses (organization_id, address, other_address)
    select ${scope.organizationId}, pair.address, pair.other_address
    from contact_addresses a join contact_addresses b on b.organization_id = a.organization_id
    cross join lateral (values (a.address, b.address), (b.address, a.address)) as pair(address, other_address)
    where a.organization_id = ${scope.organizationId} and a.contact_id = ${one} and b.contact_id = ${other}
    on conflict do nothing`);
}

/**
 * Brings back the conversations that the join took away, each with its row, its labels and its messages: those it had,
 * and what arrived since under the addresses of its contact. Answers both sides' ids.
 */
export async function restoreConversations(scope: Scope, mergeId: string): Promise<string[]> {
  const { organizationId } = scope;
  const ofMerge = sql`c.organization_id = ${organizationId} and c.merge_id = ${mergeId}`;
  const rows = await scope.db.execute<{ id: string }>(sql`
    insert into conversations select (jsonb_populate_record(s, c.before -> 'absorbed')).*
    from conversation_merges c join conversations s on s.organization_id = c.organization_id and s.id = c.survivor_id
    where ${ofMerge} returning id`);
  const survivors = await scope.db.execute<{ id: string }>(sql`
    update conversations s set updated_at = now(), chat_address = was.chat_address,
      status = case when s.status = made.status then was.status else s.status end,
      snoozed_until = case when s.status = made.status then was.snoozed_until else s.snoozed_until end,
      assignee_id = case when s.assignee_id is not distinct from made.assignee_id then was.assignee_id else s.assignee_id end,
      phone_read_at = case when s.phone_read_at is not distinct from made.phone_read_at then was.phone_read_at else s.phone_read_at end,
      created_at = was.created_at
    from conversation_merges c cross join lateral jsonb_populate_record(null::conversations, c.before -> 'survivor') was
      cross join lateral jsonb_populate_record(null::conversations, c.before -> 'after') made
    where ${ofMerge} and s.organization_id = c.organization_id and s.id = c.survivor_id returning s.id`);
  await restoreLabels(scope, mergeId);
  await scope.db.execute(sql`
    update messages t set conversation_id = c.absorbed_id
    from conversation_merges c join conversations x on x.organization_id = c.organization_id and x.id = c.absorbed_id
    where ${ofMerge} and t.organization_id = c.organization_id and t.conversation_id = c.survivor_id
      and (c.before -> 'goes' ? t.id::text or (not c.before -> 'stays' ? t.id::text and t.wa_chat in (
        select a.address from contact_addresses a where a.organization_id = x.organization_id and a.contact_id = x.contact_id)))`);
  await scope.db.execute(sql`
    update messages t set is_unread = true from conversation_merges c, jsonb_array_elements_text(c.before -> 'read') as read(id)
    where ${ofMerge} and t.organization_id = c.organization_id and t.id = read.id::uuid`);
  await scope.db.execute(sql`
    update conversation_merges c set undone_at = now() where ${ofMerge}`);
  return [...rows, ...survivors].map(({ id }) => id);
}

async function restoreLabels(scope: Scope, mergeId: string): Promise<void> {
  const { organizationId } = scope;
  await scope.db.execute(sql`
    delete from conversation_labels l using conversation_merges c
    where c.organization_id = ${organizationId} and c.merge_id = ${mergeId} and l.organization_id = c.organization_id
      and l.conversation_id = c.survivor_id and c.before -> 'absorbedLabels' ? l.label_id::text
      and not c.before -> 'survivorLabels' ? l.label_id::text`);
  await scope.db.execute(sql`
    insert into conversation_labels (organization_id, conversation_id, label_id)
    select c.organization_id, c.absorbed_id, l.id
    from conversation_merges c join labels l on l.organization_id = c.organization_id
      and c.before -> 'absorbedLabels' ? l.id::text
    where c.organization_id = ${organizationId} and c.merge_id = ${mergeId}`);
}

/** How the messages of a conversation part between its contact's addresses and another's. */
export async function countByOwner(scope: Scope, conversationId: string, otherId: string) {
  const [row] = await scope.db.execute<{ theirs: number; rest: number }>(sql`
    select count(*) filter (where a.address is not null)::int as theirs,
      count(*) filter (where a.address is null)::int as rest
    from messages m left join contact_addresses a on a.organization_id = m.organization_id and a.address = m.wa_chat
      and a.contact_id = ${otherId}
    where m.organization_id = ${scope.organizationId} and m.conversation_id = ${conversationId}`);
  return row ?? { theirs: 0, rest: 0 };
}

/** Moves what arrived under a contact's addresses from one conversation to another. */
export async function moveByAddress(
  scope: Scope,
  fromId: string,
  toId: string,
  contactId: string,
): Promise<void> {
  await scope.db.execute(sql`
    update messages m set conversation_id = ${toId} from contact_addresses a
    where m.organization_id = ${scope.organizationId} and m.conversation_id = ${fromId}
      and a.organization_id = m.organization_id and a.address = m.wa_chat and a.contact_id = ${contactId}`);
}

/** An address of a contact, where a conversation of theirs would go. */
export async function anyAddress(scope: Scope, contactId: string): Promise<string | undefined> {
  const [row] = await scope.db.execute<{ address: string }>(sql`
    select address from contact_addresses where organization_id = ${scope.organizationId} and contact_id = ${contactId}
    order by origin desc, address limit 1`);
  return row?.address;
}

export async function markUndone(scope: Scope, mergeId: string, byId: string | null): Promise<void> {
  await scope.db.execute(sql`
    update contact_merges set undone_at = now(), undone_by_id = ${byId}
    where organization_id = ${scope.organizationId} and id = ${mergeId}`);
}

/** Forgets how rows were before joins that can't be undone any more; says how many, at most 500 at a time. */
export async function forgetOldMerges(scope: Pick<Scope, 'db'>, days: number): Promise<number> {
  const rows = await scope.db.execute(sql`
    with old as (
      update contact_merges set before = null where (organization_id, id) in (
        select organization_id, id from contact_merges
        where before is not null and merged_at < now() - make_interval(days => ${days}) order by merged_at limit 500)
      returning organization_id, id
    ), theirs as (
      update conversation_merges c set before = null from old
      where c.organization_id = old.organization_id and c.merge_id = old.id
    )
    select id from old`);
  return rows.length;
}

/** The instances on which the person that a join made has conversations. */
export async function instancesOfMerge(scope: Scope, mergeId: string): Promise<string[]> {
  const rows = await scope.db.execute<{ id: string }>(sql`
    select distinct c.instance_id as id from contact_merges m
    join conversations c on c.organization_id = m.organization_id and c.contact_id = m.survivor_id
    where m.organization_id = ${scope.organizationId} and m.id = ${mergeId}`);
  return rows.map(({ id }) => id);
}
