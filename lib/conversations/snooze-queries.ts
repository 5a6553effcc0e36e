import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { Scope } from '@/lib/core/scope';
import { idArray } from '@/lib/core/sql';

/** So many of an organization wake in one transaction; the next minute takes the rest. */
const AT_ONCE = 500;

/** Of the whole installation: the conversations whose time is over, by organization. */
export const selectSnoozeEnds = () =>
  database().execute<{ organizationId: string; ids: string[] }>(sql`
    select o.id as "organizationId", array_agg(due.id) as ids from organizations o
    cross join lateral (
      select c.id from conversations c
      where c.organization_id = o.id and c.status = 'snoozed' and c.snoozed_until <= now() limit ${AT_ONCE}) due
    group by o.id`);

/**
 * Opens those of them that are still snoozed, and no longer than until now, but for those that somebody else has locked.
 * Answers which.
 */
export async function openSnoozed(scope: Scope, ids: string[]): Promise<string[]> {
  const rows = await scope.db.execute<{ id: string }>(sql`
    with due as (
      select id from conversations
      where organization_id = ${scope.organizationId} and id = any(${idArray(ids)})
        and status = 'snoozed' and snoozed_until <= now()
      order by id for update skip locked
    )
    update conversations c set status = 'open', snoozed_until = null, updated_at = greatest(clock_timestamp(), c.updated_at)
    from due where c.organization_id = ${scope.organizationId} and c.id = due.id
    returning c.id`);
  return rows.map(({ id }) => id);
}
