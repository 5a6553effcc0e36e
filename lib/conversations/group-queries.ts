import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { textArray } from '@/lib/core/sql';

export type KnownPerson = {
  id: string;
  name: string | null;
  phoneNumber: string | null;
  addresses: string[];
};

/** The contacts with these addresses, and those who have written in this group, with all their addresses. */
export const selectGroupPeople = (
  scope: Scope,
  conversationId: string,
  addresses: string[],
): Promise<KnownPerson[]> =>
  scope.db.execute<KnownPerson>(sql`
    with people as (
      select distinct contact_id as id from contact_addresses
      where organization_id = ${scope.organizationId} and (address = any(${textArray(addresses)}) or address in (
        select wa_author from (
          select wa_author from messages where organization_id = ${scope.organizationId}
            and conversation_id = ${conversationId} and direction = 'inbound' and wa_author is not null
          order by sent_at desc limit 500) latest))
    )
    select c.id, coalesce(c.name, c.push_name) as name, c.phone_number as "phoneNumber",
      array(select a.address from contact_addresses a
        where a.organization_id = c.organization_id and a.contact_id = c.id) as addresses
    from contacts c join people p on p.id = c.id
    where c.organization_id = ${scope.organizationId}`);
