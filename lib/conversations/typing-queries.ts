import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { textArray } from '@/lib/core/sql';

export type TypingPlace = { id: string; contactId: string | null };

/** The conversation that an instance has at this address: a group's, or any of a person's, which are known in all spellings. */
export async function selectTypingPlace(
  scope: Scope,
  instanceId: string,
  chat: string,
): Promise<TypingPlace | undefined> {
  const [row] = await scope.db.execute<TypingPlace>(sql`
    select c.id, c.contact_id as "contactId" from conversations c
    where c.organization_id = ${scope.organizationId} and c.instance_id = ${instanceId} and c.group_address = ${chat}
    union all
    select c.id, c.contact_id from contact_addresses a
    join conversations c on c.organization_id = a.organization_id and c.instance_id = ${instanceId}
      and c.contact_id = a.contact_id
    where a.organization_id = ${scope.organizationId} and a.address = ${chat}`);
  return row;
}

export type TypingPerson = { address: string; contactId: string; name: string | null };

/** Who is known under these addresses; the business's own name for them wins. */
export const selectTypingPeople = (scope: Scope, addresses: string[]): Promise<TypingPerson[]> =>
  scope.db.execute<TypingPerson>(sql`
    select a.address, c.id as "contactId", left(coalesce(c.name, c.push_name, c.phone_number), 100) as name
    from contact_addresses a join contacts c on c.organization_id = a.organization_id and c.id = a.contact_id
    where a.organization_id = ${scope.organizationId} and a.address = any(${textArray(addresses)})`);
