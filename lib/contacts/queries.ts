import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { idArray, jsonRows, textArray } from '@/lib/core/sql';

export type KnownAddress = {
  address: string;
  contactId: string;
  origin: 'seen' | 'derived';
  pushName: string | null;
  phoneNumber: string | null;
};

/** The contacts behind these addresses. */
export async function findAddresses(scope: Scope, addresses: string[]): Promise<KnownAddress[]> {
  return scope.db.execute<KnownAddress>(sql`
    select a.address, a.contact_id as "contactId", a.origin, c.push_name as "pushName", c.phone_number as "phoneNumber"
    from contact_addresses a join contacts c on c.organization_id = a.organization_id and c.id = a.contact_id
    where a.organization_id = ${scope.organizationId}
      and a.address = any(${textArray(addresses)})`);
}

/**
 * Lets one transaction at a time add contacts to an organization, until it ends: two that meet the same new person
 * would otherwise make two of them.
 */
export async function lockNewContacts(scope: Scope): Promise<void> {
  await scope.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('contacts:' || ${scope.organizationId}::text, 0))`,
  );
}

export type NewContact = { id: string; pushName: string | null; phoneNumber: string | null };
export type NewAddress = { address: string; contactId: string; origin: 'seen' | 'derived' };

export async function insertContacts(
  scope: Scope,
  contacts: NewContact[],
  addresses: NewAddress[],
): Promise<void> {
  if (contacts.length > 0) {
    await scope.db.execute(sql`
      insert into contacts (organization_id, id, push_name, phone_number)
      select ${scope.organizationId}, c.id, c."pushName", c."phoneNumber"
      from jsonb_to_recordset(${jsonRows(contacts)}) as c(id uuid, "pushName" text, "phoneNumber" text)`);
  }
  if (addresses.length > 0) {
    await scope.db.execute(sql`
      insert into contact_addresses as known (organization_id, address, contact_id, origin)
      select ${scope.organizationId}, a.address, a."contactId", a.origin
      from jsonb_to_recordset(${jsonRows(addresses)}) as a(address text, "contactId" uuid, origin text)
      order by a.address
      on conflict (organization_id, address) do update set origin = 'seen'
      where excluded.origin = 'seen' and known.origin = 'derived' and known.contact_id = excluded.contact_id`);
  }
}

/** WhatsApp says that this is the contact's address; another contact's stays theirs. */
export async function confirmAddress(scope: Scope, contactId: string, address: string): Promise<void> {
  await scope.db.execute(sql`
    insert into contact_addresses as known (organization_id, address, contact_id, origin)
    values (${scope.organizationId}, ${address}, ${contactId}, 'seen')
    on conflict (organization_id, address) do update set origin = 'seen'
    where known.contact_id = excluded.contact_id`);
}

/** What a person calls themselves changes; what the business calls them (`name`) is never touched here. */
export async function updateContacts(scope: Scope, contacts: NewContact[]): Promise<void> {
  if (contacts.length === 0) return;
  await scope.db.execute(sql`
    update contacts c set
      push_name = coalesce(n."pushName", c.push_name), phone_number = coalesce(c.phone_number, n."phoneNumber"), updated_at = now()
    from jsonb_to_recordset(${jsonRows(contacts)}) as n(id uuid, "pushName" text, "phoneNumber" text)
    where c.organization_id = ${scope.organizationId} and c.id = n.id`);
}

export type Mentioned = { id: string; name: string | null; pushName: string | null; address: string };

/** Names and the best address of these contacts: seen before derived, a phone before a hidden id. */
export const selectMentioned = (scope: Scope, ids: string[]): Promise<Mentioned[]> =>
  scope.db.execute<Mentioned>(sql`
    select distinct on (c.id) c.id, c.name, c.push_name as "pushName", a.address
    from contacts c join contact_addresses a on a.organization_id = c.organization_id and a.contact_id = c.id
    where c.organization_id = ${scope.organizationId} and c.id = any(${idArray(ids)})
    order by c.id, a.address not like '%@c.us', a.origin = 'derived', a.address`);
