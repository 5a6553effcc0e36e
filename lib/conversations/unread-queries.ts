import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import type { UnreadCounts } from './schema';

export type UnreadFilter = { status?: string; instanceId?: string; kind?: string };

/**
 * How many conversations are unread: of a person, of nobody, and all. Each is counted along `conversations_unread_counts_idx`
 * and no farther than `most`, so that it costs the same however many there are.
 */
export async function selectUnreadCounts(
  scope: Scope,
  userId: string,
  { status, instanceId, kind }: UnreadFilter,
  most: number,
): Promise<UnreadCounts> {
  const unread = sql`
    select 1 from conversations
    where organization_id = ${scope.organizationId} and unread_count > 0 ${status ? sql`and status = ${status}` : sql``}
      ${instanceId ? sql`and instance_id = ${instanceId}` : sql``} ${kind ? sql`and kind = ${kind}` : sql``}`;
  // In the index's own order: then no plan collects all of them before it stops at `most`.
  const upTo = sql`order by status, assignee_id, instance_id, kind limit ${most}`;
  const [row] = await scope.db.execute<UnreadCounts>(sql`
    select
      (select count(*)::int from (${unread} and assignee_id = ${userId} ${upTo}) mine) as mine,
      (select count(*)::int from (${unread} and assignee_id is null ${upTo}) unassigned) as unassigned,
      (select count(*)::int from (${unread} ${upTo}) everyone) as "all"`);
  return row ?? { mine: 0, unassigned: 0, all: 0 };
}
