import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { OWN_PLAN } from '@/lib/core/sql';
import { patterns } from './patterns';
import type { ContactView } from './schema';

/** So many bearers of a name are looked at: whoever means another types more of it. */
const MOST = 2_000;

/** Contacts with a phone that have such a name or phone, the latest known first; `after` is an id. */
export async function selectContacts(
  scope: Scope,
  text: string,
  hasConversation: boolean | undefined,
  limit: number,
  after?: string,
): Promise<ContactView[]> {
  const { organizationId } = scope;
  const { name, phone } = patterns(text);
  const byPhone = phone
    ? sql`union select a.contact_id from contact_addresses a
        where a.organization_id = ${organizationId} and a.address like '%@c.us' and a.address like ${phone}`
    : sql``;
  const talk = sql`exists (
    select 1 from conversations c where c.organization_id = ${organizationId} and c.contact_id = p.id)`;
  return scope.db.execute<ContactView>(sql`${OWN_PLAN}
    select p.id, coalesce(p.name, p.push_name, p.phone_number) as name, p.phone_number as "phoneNumber",
      p.avatar_url as "avatarUrl"
    from contacts p
    where p.organization_id = ${organizationId} and p.phone_number is not null and p.id = any(array(
      select id from (select n.id from contacts n where n.organization_id = ${organizationId}
        and recado_fold(coalesce(n.name, '') || ' ' || coalesce(n.push_name, '')) like ${name} ${byPhone}) found
      limit ${MOST}))
      ${after === undefined ? sql`` : sql`and p.id < ${after}::uuid`}
      ${hasConversation === undefined ? sql`` : hasConversation ? sql`and ${talk}` : sql`and not ${talk}`}
    order by p.id desc limit ${limit}`);
}
