import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';

/** Automatic messages to a contact within the last hour, on all numbers; one transaction at a time counts and adds. */
export async function countAutomatic(scope: Scope, contactId: string): Promise<number> {
  await scope.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('automatic:' || ${contactId}::text, 0))`,
  );
  const [row] = await scope.db.execute<{ count: number }>(sql`
    select count(*)::int as count from conversations c
    join messages m on m.organization_id = c.organization_id and m.conversation_id = c.id
    where c.organization_id = ${scope.organizationId} and c.contact_id = ${contactId}
      and m.sender_kind = 'automation' and m.sent_at > now() - interval '1 hour'`);
  return row?.count ?? 0;
}
