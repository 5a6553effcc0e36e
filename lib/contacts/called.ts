import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

type Who = {
  /** Rows of an address. */
  who: SQL;
  organizationId: SQL | AnyColumn;
  /** The number in whose chats they stand. */
  instanceId: SQL | AnyColumn;
};

/**
 * Rows of `address` and `name`: what people are called in texts and lines; the number itself by its own name. Whoever
 * nothing is known of has none.
 */
export const called = ({ who, organizationId, instanceId }: Who): SQL => sql`(
  select who.address, coalesce(own.name, p.name, p.push_name, p.phone_number) as name
  from (${who}) as who(address)
  left join contact_addresses a on a.organization_id = ${organizationId} and a.address = who.address
  left join contacts p on p.organization_id = a.organization_id and p.id = a.contact_id
  left join lateral (
    select coalesce(i.push_name, i.name) as name from instances i
    where i.organization_id = ${organizationId} and i.id = ${instanceId}
      and who.address in (i.lid, ltrim(i.phone_number, '+') || '@c.us')) own on true
  where coalesce(own.name, p.name, p.push_name, p.phone_number) is not null) called`;
