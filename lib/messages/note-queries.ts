import { type SQL, sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { idArray, jsonRows, textArray } from '@/lib/core/sql';

/** A message that notes speak of. */
export type Target = { id: string; waId: string; conversationId: string; isGroup: boolean };

/** The messages with these bare ids. */
export async function findTargets(scope: Scope, instanceId: string, waIds: string[]): Promise<Target[]> {
  return scope.db.execute<Target>(sql`
    select distinct on (m.wa_id) m.id, m.wa_id as "waId", m.conversation_id as "conversationId", c.contact_id is null as "isGroup"
    from messages m join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
    where m.organization_id = ${scope.organizationId} and m.instance_id = ${instanceId} and m.wa_id = any(${textArray(waIds)})
    order by m.wa_id, m.direction`);
}

/** `author`: `me`, `them` (the other one of a direct chat), or an address in a group. */
type Mark = { messageId: string; author: string; at: Date };

/** The latest reaction of each author; of one moment, that it was taken back. Answers the messages it changed. */
export async function upsertReactions(scope: Scope, rows: (Mark & { emoji: string })[]): Promise<string[]> {
  if (rows.length === 0) return [];
  return touched(
    scope,
    sql`insert into message_reactions as r (organization_id, message_id, author, emoji, reacted_at)
    select distinct on (n."messageId", n.author) ${scope.organizationId}, n."messageId", n.author, n.emoji, n.at
    from json_to_recordset(${jsonRows(rows)})
      as n("messageId" uuid, author text, emoji text, at timestamptz)
    order by n."messageId", n.author, n.at desc, n.emoji = '' desc, n.emoji desc
    on conflict (organization_id, message_id, author) do update set emoji = excluded.emoji, reacted_at = excluded.reacted_at
    where (excluded.reacted_at, excluded.emoji = '', excluded.emoji) > (r.reacted_at, r.emoji = '', r.emoji)
    returning message_id as id`,
  );
}

/** The latest choice of each author in a poll. Answers the messages it changed. */
export async function upsertVotes(scope: Scope, rows: (Mark & { options: string[] })[]): Promise<string[]> {
  if (rows.length === 0) return [];
  return touched(
    scope,
    sql`insert into message_votes as v (organization_id, message_id, author, options, voted_at)
    select distinct on (n."messageId", n.author) ${scope.organizationId}, n."messageId", n.author, n.options, n.at
    from json_to_recordset(${jsonRows(rows)})
      as n("messageId" uuid, author text, options text[], at timestamptz)
    order by n."messageId", n.author, n.at desc, n.options desc
    on conflict (organization_id, message_id, author) do update set options = excluded.options, voted_at = excluded.voted_at
    where (excluded.voted_at, excluded.options) > (v.voted_at, v.options)
    returning message_id as id`,
  );
}

type EditRow = { messageId: string; editId: string; text: string | null; at: Date };

/** Keeps these edits, and shows the latest that could be read. Answers the messages it changed. */
export async function upsertEdits(scope: Scope, rows: EditRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const ids = await touched(
    scope,
    sql`insert into message_edits as e (organization_id, message_id, edited_at, wa_id, text)
    select ${scope.organizationId}, n."messageId", n.at, n."editId", max(n.text)
    from json_to_recordset(${jsonRows(rows)}) as n("messageId" uuid, "editId" text, text text, at timestamptz)
    group by n."messageId", n.at, n."editId" order by n."messageId", n.at, n."editId"
    on conflict (organization_id, message_id, edited_at, wa_id) do update set text = excluded.text
    where excluded.text > coalesce(e.text, '')
    returning message_id as id`,
  );
  await refreshEdited(scope, ids);
  return ids;
}

/** Computes what edited messages say now from all their edits: the same end whatever came in which order. */
export async function refreshEdited(scope: Scope, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await scope.db.execute(sql`
    update messages m set edited_at = e.at, updated_at = now(),
      original_text = case when m.edited_at is null then m.text else m.original_text end,
      text = coalesce(e.text, case when m.edited_at is null then m.text else m.original_text end)
    from (
      select message_id, max(edited_at) as at,
        (array_agg(text order by edited_at desc, wa_id desc) filter (where text is not null))[1] as text
      from message_edits where organization_id = ${scope.organizationId} and message_id = any(${idArray(ids)})
      group by message_id) e
    where m.organization_id = ${scope.organizationId} and m.id = e.message_id`);
}

/** Marks messages as deleted for everyone, by the earliest time told. Answers the messages it changed. */
export async function upsertRevokes(
  scope: Scope,
  rows: { messageId: string; at: Date }[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  return touched(
    scope,
    sql`update messages m set revoked_at = n.at, updated_at = now()
    from (select "messageId" as id, min(at) as at
      from json_to_recordset(${jsonRows(rows)}) as r("messageId" uuid, at timestamptz) group by 1) n
    where m.organization_id = ${scope.organizationId} and m.id = n.id and (m.revoked_at is null or m.revoked_at > n.at)
    returning m.id`,
  );
}

/** Gives what is said about one message to another that turned out to be the same. */
export async function moveNotes(scope: Scope, fromId: string, toId: string): Promise<void> {
  const { organizationId } = scope;
  await scope.db.execute(sql`
    with reactions as (
      update message_reactions set message_id = ${toId} where organization_id = ${organizationId} and message_id = ${fromId}
    ), votes as (
      update message_votes set message_id = ${toId} where organization_id = ${organizationId} and message_id = ${fromId}
    ), edits as (
      update message_edits set message_id = ${toId} where organization_id = ${organizationId} and message_id = ${fromId}
    ), wishes as (
      update message_changes c set message_id = ${toId}
      where c.organization_id = ${organizationId} and c.message_id = ${fromId} and not exists (select 1 from message_changes o
        where o.organization_id = c.organization_id and o.message_id = ${toId} and o.kind = c.kind)
    )
    update messages m set revoked_at = twin.revoked_at from messages twin
    where m.organization_id = ${organizationId} and m.id = ${toId}
      and twin.organization_id = m.organization_id and twin.id = ${fromId} and twin.revoked_at is not null`);
  await refreshEdited(scope, [toId]);
}

async function touched(scope: Scope, statement: SQL): Promise<string[]> {
  const rows = await scope.db.execute<{ id: string }>(statement);
  return [...new Set(rows.map(({ id }) => id))];
}
