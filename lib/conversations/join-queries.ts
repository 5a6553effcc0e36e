import { sql } from 'drizzle-orm';
import { conversations } from '@/db/schema';
import { type JoinView, UNDO_DAYS } from './schema';

export type JoinRow = Omit<JoinView, 'undoUntil'>;

/** A contact as it was before a join. */
const personWas = (side: 'survivor' | 'absorbed') => sql`json_build_object(
  'name', coalesce(g.before -> ${side} ->> 'name', g.before -> ${side} ->> 'push_name'),
  'phoneNumber', g.before -> ${side} ->> 'phone_number')`;

/** The conversation of this number that was joined away. */
const goneId = sql`(
  select w.absorbed_id from conversation_merges w
  where w.organization_id = ${conversations.organizationId} and w.merge_id = g.id
    and w.before -> 'absorbed' ->> 'instance_id' = ${conversations.instanceId}::text limit 1)`;

/**
 * The joins that made the contact who it is, the latest first, while they can be undone: its own, and those of whoever was
 * joined into it. Null where there is none.
 */
export const joinsOfContact = sql<JoinRow[] | null>`case when exists (
  select 1 from contact_merges g
  where g.organization_id = ${conversations.organizationId} and g.survivor_id = ${conversations.contactId}
    and g.undone_at is null) then (
  with recursive made as (
    select g.id, g.absorbed_id, g.merged_at, g.before from contact_merges g
    where g.organization_id = ${conversations.organizationId} and g.survivor_id = ${conversations.contactId}
      and g.undone_at is null
    union all
    select g.id, g.absorbed_id, g.merged_at, g.before from made join contact_merges g
      on g.organization_id = ${conversations.organizationId} and g.survivor_id = made.absorbed_id and g.undone_at is null
  )
  select json_agg(json_build_object('id', g.id, 'at', g.merged_at,
      'people', json_build_array(${personWas('survivor')}, ${personWas('absorbed')}), 'conversationId', ${goneId})
    order by g.merged_at desc, g.id desc)
  from made g where g.before is not null and g.merged_at > now() - make_interval(days => ${UNDO_DAYS})) end`;
