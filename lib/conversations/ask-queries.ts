import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { Scope } from '@/lib/core/scope';
import { inOneOrder, jsonRows, textArray } from '@/lib/core/sql';

export type Question = { address: string; asks: number };

/**
 * Takes what is due to be asked through an instance: addresses of those it talks with, and of those that only groups
 * know. For the next minutes nobody else takes them.
 */
export async function takeQuestions(scope: Scope, instanceId: string, limit: number): Promise<Question[]> {
  return scope.db.execute<Question>(sql`
    update contact_addresses a set ask_at = now() + interval '5 minutes'
    from (
      select d.organization_id, d.address from contact_addresses d
      where d.organization_id = ${scope.organizationId} and d.ask_at <= now() and (
        exists (select 1 from conversations c where c.organization_id = d.organization_id
          and c.instance_id = ${instanceId} and c.contact_id = d.contact_id)
        or not exists (select 1 from conversations c where c.organization_id = d.organization_id
          and c.contact_id = d.contact_id))
      order by d.ask_at limit ${limit} for update skip locked) due
    where a.organization_id = due.organization_id and a.address = due.address
    returning a.address, a.asks`);
}

/** These are answered: nobody asks again. */
export async function closeQuestions(scope: Scope, addresses: string[]): Promise<void> {
  if (addresses.length === 0) return;
  await scope.db.execute(sql`
    with answered as (
      select a.address from contact_addresses a
      where a.organization_id = ${scope.organizationId} and a.address = any(${textArray(addresses)})
      ${inOneOrder('a', 'address')}
    )
    update contact_addresses a set ask_at = null from answered
    where a.organization_id = ${scope.organizationId} and a.address = answered.address`);
}

/** These nobody knows yet: they are asked again at the time given, or never where it is null. */
export async function postponeQuestions(
  scope: Scope,
  rows: { address: string; askAt: Date | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await scope.db.execute(sql`
    with unknown as (
      select n.* from json_to_recordset(${jsonRows(rows)}) as n(address text, "askAt" timestamptz)
      join contact_addresses a on a.organization_id = ${scope.organizationId} and a.address = n.address
      where a.ask_at is not null ${inOneOrder('a', 'address')}
    )
    update contact_addresses a set ask_at = n."askAt", asks = a.asks + 1 from unknown n
    where a.organization_id = ${scope.organizationId} and a.address = n.address`);
}

/** Numbers of the installation that work, in organizations with something to ask. */
export const selectAskers = () =>
  database().execute<{ organizationId: string; instanceId: string }>(sql`
    select i.organization_id as "organizationId", i.id as "instanceId" from instances i
    where i.status = 'WORKING' and i.deleted_at is null and i.organization_id in (
      select organization_id from contact_addresses where ask_at <= now())`);
