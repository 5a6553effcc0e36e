import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { idArray, inOneOrder, jsonRows, textArray } from '@/lib/core/sql';

export type KnownAddress = {
  address: string;
  contactId: string;
  origin: 'seen' | 'derived';
  pushName: string | null;
  pushNameAt: string | null;
  phoneNumber: string | null;
};

/** The contacts behind these addresses. */
export async function findAddresses(scope: Scope, addresses: string[]): Promise<KnownAddress[]> {
  return scope.db.execute<KnownAddress>(sql`
    select a.address, a.contact_id as "contactId", a.origin, c.push_name as "pushName", c.push_name_at as "pushNameAt",
      c.phone_number as "phoneNumber"
    from contact_addresses a join contacts c on c.organization_id = a.organization_id and c.id = a.contact_id
    where a.organization_id = ${scope.organizationId}
      and a.address = any(${textArray(addresses)})`);
}

/**
 * Lets one transaction at a time add, join or part contacts of an organization, until it ends: two that meet the same
 * new person would otherwise make two of them. Taken after the locks of instances, before those of conversations.
 */
export async function lockNewContacts(scope: Scope): Promise<void> {
  await scope.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('contacts:' || ${scope.organizationId}::text, 0))`,
  );
}

/** Locks contacts in the order of their ids until the transaction ends: nobody can add a conversation to them meanwhile. */
export async function lockContacts(scope: Scope, ids: string[]): Promise<void> {
  await scope.db.execute(sql`
    select id from contacts where organization_id = ${scope.organizationId} and id = any(${idArray(ids)})
    order by id for update`);
}

export type Doubts = {
  /** Pairs of contacts that a person parted. */
  apart: [string, string][];
  /** The organization's own numbers: phone and hidden id of each. */
  own: { phoneNumber: string | null; lid: string | null }[];
};

/** What speaks against believing a hint about these contacts. */
export async function findDoubts(scope: Scope, contactIds: string[]): Promise<Doubts> {
  const [row] = await scope.db.execute<Doubts>(sql`
    select coalesce((select json_agg(distinct jsonb_build_array(a.contact_id, b.contact_id))
        from contact_addresses a
        join separated_addresses s on s.organization_id = a.organization_id and s.address = a.address
        join contact_addresses b on b.organization_id = s.organization_id and b.address = s.other_address
        where a.organization_id = ${scope.organizationId} and a.contact_id = any(${idArray(contactIds)})), '[]') as apart,
      coalesce((select json_agg(json_build_object('phoneNumber', i.phone_number, 'lid', i.lid)) from instances i
        where i.organization_id = ${scope.organizationId}), '[]') as own`);
  return row ?? { apart: [], own: [] };
}

export type NewContact = {
  id: string;
  pushName: string | null;
  pushNameAt: Date | null;
  phoneNumber: string | null;
};
export type NewAddress = { address: string; contactId: string; origin: 'seen' | 'derived' };

/** A hidden id whose phone is not known is asked about, the first time after a minute: a hint may be quicker. */
const askAt = sql`case when a.address like '%@lid' and c.phone_number is null then now() + interval '1 minute' end`;

export async function insertContacts(
  scope: Scope,
  contacts: NewContact[],
  addresses: NewAddress[],
): Promise<void> {
  if (contacts.length > 0) {
    await scope.db.execute(sql`
      insert into contacts (organization_id, id, push_name, push_name_at, phone_number)
      select ${scope.organizationId}, c.id, c."pushName", c."pushNameAt", c."phoneNumber"
      from json_to_recordset(${jsonRows(contacts)})
        as c(id uuid, "pushName" text, "pushNameAt" timestamptz, "phoneNumber" text)`);
  }
  if (addresses.length > 0) {
    await scope.db.execute(sql`
      insert into contact_addresses as known (organization_id, address, contact_id, origin, ask_at)
      select ${scope.organizationId}, a.address, a."contactId", a.origin, ${askAt}
      from json_to_recordset(${jsonRows(addresses)}) as a(address text, "contactId" uuid, origin text)
      join contacts c on c.organization_id = ${scope.organizationId} and c.id = a."contactId"
      order by a.address
      on conflict (organization_id, address) do update set origin = 'seen'
      where excluded.origin = 'seen' and known.origin = 'derived' and known.contact_id = excluded.contact_id`);
  }
}

/** WhatsApp says that this is the contact's address; another contact's stays theirs. Asks soon for its hidden id. */
export async function confirmAddress(scope: Scope, contactId: string, address: string): Promise<void> {
  await scope.db.execute(sql`
    insert into contact_addresses as known (organization_id, address, contact_id, origin, ask_at)
    select ${scope.organizationId}, ${address}, ${contactId}, 'seen', case when not exists (
      select 1 from contact_addresses l where l.organization_id = ${scope.organizationId}
        and l.contact_id = ${contactId} and l.address like '%@lid') then now() end
    on conflict (organization_id, address) do update set origin = 'seen', ask_at = excluded.ask_at
    where known.contact_id = excluded.contact_id`);
}

/** What a person calls themselves changes; what the business calls them (`name`) is never touched here. */
export async function updateContacts(scope: Scope, contacts: NewContact[]): Promise<void> {
  if (contacts.length === 0) return;
  await scope.db.execute(sql`
    with n as (
      select n.* from json_to_recordset(${jsonRows(contacts)})
        as n(id uuid, "pushName" text, "pushNameAt" timestamptz, "phoneNumber" text)
      join contacts c on c.organization_id = ${scope.organizationId} and c.id = n.id ${inOneOrder('c')}
    )
    update contacts c set
      push_name = case when n."pushName" is not null then n."pushName" else c.push_name end,
      push_name_at = case when n."pushName" is not null then n."pushNameAt" else c.push_name_at end,
      phone_number = coalesce(c.phone_number, n."phoneNumber"), updated_at = now()
    from n where c.organization_id = ${scope.organizationId} and c.id = n.id`);
}

export type Mentioned = { id: string; name: string | null; pushName: string | null; address: string };

/** Names and the best address of these contacts: seen before derived, a phone before a hidden id. */
export const selectMentioned = (scope: Scope, ids: string[]): Promise<Mentioned[]> =>
  scope.db.execute<Mentioned>(sql`
    select distinct on (c.id) c.id, c.name, c.push_name as "pushName", a.address
    from contacts c join contact_addresses a on a.organization_id = c.organization_id and a.contact_id = c.id
    where c.organization_id = ${scope.organizationId} and c.id = any(${idArray(ids)})
    order by c.id, a.address not like '%@c.us', a.origin = 'derived', a.address`);

/** A phone that became known: nobody needs to be asked any more. */
export async function stopAsking(scope: Scope, contactIds: string[]): Promise<void> {
  if (contactIds.length === 0) return;
  await scope.db.execute(sql`
    with known as (
      select a.address from contact_addresses a join contacts c on c.organization_id = a.organization_id and c.id = a.contact_id
      where a.organization_id = ${scope.organizationId} and a.contact_id = any(${idArray(contactIds)}) and a.ask_at is not null
        and a.address like '%@lid' and c.phone_number is not null ${inOneOrder('a', 'address')}
    )
    update contact_addresses a set ask_at = null from known
    where a.organization_id = ${scope.organizationId} and a.address = known.address`);
}
