import { type SQL, sql } from 'drizzle-orm';
import type { Join } from '@/lib/contacts/plan';
import type { Scope } from '@/lib/core/scope';
import { idArray, inOneOrder } from '@/lib/core/sql';
import { moveDrafts } from './draft-queries';

export type Owned = { id: string; instanceId: string; contactId: string };

/** The conversations of these contacts on all instances. */
export const findOwned = (scope: Scope, contactIds: string[]): Promise<Owned[]> =>
  scope.db.execute<Owned>(ownedBy(scope, contactIds));

/** The same, locked in the order of their ids. */
export const lockOwned = (scope: Scope, contactIds: string[]): Promise<Owned[]> =>
  scope.db.execute<Owned>(sql`${ownedBy(scope, contactIds)} order by id for update`);

const ownedBy = (scope: Scope, contactIds: string[]): SQL => sql`
  select id, instance_id as "instanceId", contact_id as "contactId" from conversations
  where organization_id = ${scope.organizationId} and contact_id = any(${idArray(contactIds)})`;

/** Whether a contact came to be in this very transaction and has no message: there is nothing that could be given back. */
export async function isUnborn(scope: Scope, contactId: string): Promise<boolean> {
  const [row] = await scope.db.execute<{ isUnborn: boolean }>(sql`
    select c.created_at = now()::timestamptz(3) and not exists (
      select 1 from conversations v join messages m on m.organization_id = v.organization_id and m.conversation_id = v.id
      where v.organization_id = c.organization_id and v.contact_id = c.id) as "isUnborn"
    from contacts c where c.organization_id = ${scope.organizationId} and c.id = ${contactId}`);
  return row?.isUnborn ?? false;
}

/** Remembers both contacts with their addresses as they are. */
export async function insertContactMerge(
  scope: Scope,
  id: string,
  { survivorId, absorbedId, address, otherAddress }: Join,
  movedIds: string[],
): Promise<void> {
  const { organizationId } = scope;
  await scope.db.execute(sql`
    insert into contact_merges (organization_id, id, survivor_id, absorbed_id, address, other_address, merged_at,
      moved_conversation_ids, before)
    select ${organizationId}, ${id}, s.id, x.id, ${address}, ${otherAddress}, clock_timestamp(), ${idArray(movedIds)},
      jsonb_build_object('survivor', to_jsonb(s), 'absorbed', to_jsonb(x), 'addresses', coalesce((
        select jsonb_agg(to_jsonb(a)) from contact_addresses a
        where a.organization_id = x.organization_id and a.contact_id in (s.id, x.id)), '[]'))
    from contacts s join contacts x on x.organization_id = s.organization_id and x.id = ${absorbedId}
    where s.organization_id = ${organizationId} and s.id = ${survivorId}`);
}

/** The survivor takes what it lacks and the name that was told last; the absorbed contact goes. */
export async function foldContact(scope: Scope, { survivorId, absorbedId }: Join): Promise<void> {
  const { organizationId } = scope;
  const isNewer = sql`x.push_name is not null and (s.push_name is null
    or (coalesce(x.push_name_at, '-infinity'), x.push_name) > (coalesce(s.push_name_at, '-infinity'), s.push_name))`;
  await scope.db.execute(sql`
    update contacts s set name = coalesce(s.name, x.name), phone_number = coalesce(s.phone_number, x.phone_number),
      avatar_url = coalesce(s.avatar_url, x.avatar_url), updated_at = now(),
      push_name = case when ${isNewer} then x.push_name else s.push_name end,
      push_name_at = case when ${isNewer} then x.push_name_at else s.push_name_at end
    from contacts x where s.organization_id = ${organizationId} and s.id = ${survivorId}
      and x.organization_id = s.organization_id and x.id = ${absorbedId}`);
  await scope.db.execute(sql`
    with theirs as (
      select a.address from contact_addresses a
      where a.organization_id = ${organizationId} and a.contact_id in (${survivorId}, ${absorbedId}) ${inOneOrder('a', 'address')}
    )
    update contact_addresses a set contact_id = s.id,
      ask_at = case when s.phone_number is null then a.ask_at end
    from theirs, contacts s where a.organization_id = ${organizationId} and a.address = theirs.address
      and s.organization_id = a.organization_id and s.id = ${survivorId}`);
  await scope.db.execute(sql`
    delete from contacts where organization_id = ${organizationId} and id = ${absorbedId}`);
}

/** Remembers the survivor as the join left it: what a person changes later is theirs, also after an undo. */
export async function rememberContactAfter(scope: Scope, mergeId: string): Promise<void> {
  await scope.db.execute(sql`
    update contact_merges m set before = m.before || jsonb_build_object('after', to_jsonb(s)) from contacts s
    where m.organization_id = ${scope.organizationId} and m.id = ${mergeId}
      and s.organization_id = m.organization_id and s.id = m.survivor_id`);
}

/** Conversations that only the absorbed contact had go over as they are. */
export async function giveConversations(scope: Scope, ids: string[], contactId: string): Promise<void> {
  await scope.db.execute(sql`
    update conversations set contact_id = ${contactId}, updated_at = now()
    where organization_id = ${scope.organizationId} and id = any(${idArray(ids)})`);
}

export type Pair = { survivorId: string; absorbedId: string };

/**
 * Remembers two conversations and their labels as they are. An undo parts the messages by their addresses; `goes` are
 * those of the absorbed one and `stays` those of the survivor that their addresses would send astray.
 */
export async function insertConversationMerge(
  scope: Scope,
  mergeId: string,
  { survivorId, absorbedId }: Pair,
): Promise<void> {
  const { organizationId } = scope;
  const labelsOf = (id: SQL) => sql`coalesce((select jsonb_agg(l.label_id) from conversation_labels l
    where l.organization_id = ${organizationId} and l.conversation_id = ${id}), '[]')`;
  const messagesOf = (id: SQL, where: SQL) => sql`coalesce((select jsonb_agg(m.id) from messages m
    where m.organization_id = ${organizationId} and m.conversation_id = ${id} and ${where}), '[]')`;
  const isTheirs = sql`m.wa_chat in (select a.address from contact_addresses a
    where a.organization_id = ${organizationId} and a.contact_id = x.contact_id)`;
  await scope.db.execute(sql`
    insert into conversation_merges (organization_id, merge_id, survivor_id, absorbed_id, before)
    select ${organizationId}, ${mergeId}, s.id, x.id, jsonb_build_object('survivor', to_jsonb(s), 'absorbed', to_jsonb(x),
      'survivorLabels', ${labelsOf(sql`s.id`)}, 'absorbedLabels', ${labelsOf(sql`x.id`)},
      'goes', ${messagesOf(sql`x.id`, sql`(m.wa_chat is null or not ${isTheirs})`)},
      'stays', ${messagesOf(sql`s.id`, isTheirs)})
    from conversations s join conversations x on x.organization_id = s.organization_id and x.id = ${absorbedId}
    where s.organization_id = ${organizationId} and s.id = ${survivorId}`);
}

/**
 * Messages and labels go over; the more wakeful status and the read mark that reaches further hold; the absorbed row goes.
 * Answers whether something that was held may leave now.
 */
export async function foldConversation(scope: Scope, { survivorId, absorbedId }: Pair): Promise<boolean> {
  const { organizationId } = scope;
  const wakefulness = (status: SQL) =>
    sql`array_position(array['open', 'pending', 'snoozed', 'resolved'], ${status})`;
  const status = sql`case when ${wakefulness(sql`x.status`)} < ${wakefulness(sql`s.status`)} then x.status else s.status end`;
  await scope.db.execute(sql`
    update messages set conversation_id = ${survivorId}
    where organization_id = ${organizationId} and conversation_id = ${absorbedId}`);
  // Echoes that are held back for a send of the absorbed conversation (`echoMark`).
  await scope.db.execute(sql`
    update waiting_events w set fingerprint = 'echo:' || ${survivorId}::text from conversations x
    where x.organization_id = ${organizationId} and x.id = ${absorbedId} and w.organization_id = x.organization_id
      and w.instance_id = x.instance_id and w.fingerprint = 'echo:' || ${absorbedId}::text`);
  await scope.db.execute(sql`
    insert into conversation_labels (organization_id, conversation_id, label_id)
    select organization_id, ${survivorId}, label_id from conversation_labels
    where organization_id = ${organizationId} and conversation_id = ${absorbedId} on conflict do nothing`);
  await scope.db.execute(sql`
    update conversations s set status = ${status}, updated_at = now(),
      snoozed_until = case when ${status} = 'snoozed' then least(s.snoozed_until, x.snoozed_until) end,
      assignee_id = case when x.activity_at > s.activity_at then coalesce(x.assignee_id, s.assignee_id)
        else coalesce(s.assignee_id, x.assignee_id) end,
      phone_read_at = greatest(s.phone_read_at, x.phone_read_at), created_at = least(s.created_at, x.created_at),
      is_heard = s.is_heard or x.is_heard, first_contact_at = greatest(s.first_contact_at, x.first_contact_at)
    from conversations x where s.organization_id = ${organizationId} and s.id = ${survivorId}
      and x.organization_id = s.organization_id and x.id = ${absorbedId}`);
  // What waited for first words in one of them has had them in the other.
  const freed = await scope.db.execute(sql`
    update messages m set hold = null, error_code = null, next_attempt_at = now() from conversations s
    where s.organization_id = ${organizationId} and s.id = ${survivorId} and s.is_heard
      and m.organization_id = s.organization_id and m.conversation_id = s.id and m.hold is not null and m.status = 'queued'
    returning m.id`);
  await moveDrafts(scope, absorbedId, survivorId);
  await scope.db.execute(sql`
    delete from conversations where organization_id = ${organizationId} and id = ${absorbedId}`);
  return freed.length > 0;
}

/** What was read on the phone under one address is read under the other. Remembers that, and the survivor after the join. */
export async function rememberConversationAfter(
  scope: Scope,
  mergeId: string,
  { survivorId }: Pair,
): Promise<void> {
  await scope.db.execute(sql`
    with read as (
      update messages m set is_unread = false from conversations s
      where s.organization_id = ${scope.organizationId} and s.id = ${survivorId} and m.organization_id = s.organization_id
        and m.conversation_id = s.id and m.is_unread and m.sent_at <= s.phone_read_at returning m.id
    )
    update conversation_merges c set before = c.before || jsonb_build_object('after', to_jsonb(s),
      'read', coalesce((select jsonb_agg(id) from read), '[]'))
    from conversations s where c.organization_id = ${scope.organizationId} and c.merge_id = ${mergeId}
      and c.survivor_id = ${survivorId} and s.organization_id = c.organization_id and s.id = ${survivorId}`);
}

/** The conversation that one which was joined away is part of now; undefined where it never was. */
export async function findSurvivor(scope: Scope, id: string): Promise<string | undefined> {
  const [row] = await scope.db.execute<{ id: string }>(sql`
    with recursive chain as (
      select survivor_id, 1 as depth from conversation_merges
      where organization_id = ${scope.organizationId} and absorbed_id = ${id} and undone_at is null
      union all
      select m.survivor_id, chain.depth + 1 from chain join conversation_merges m
        on m.organization_id = ${scope.organizationId} and m.absorbed_id = chain.survivor_id and m.undone_at is null
    )
    select survivor_id as id from chain order by depth desc limit 1`);
  return row?.id;
}
