import { sql } from 'drizzle-orm';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';

/**
 * Appends what the row says to the number's log, where that is news. Off: nobody wants it to run, or no phone was ever
 * linked. Down: it should run, and nothing comes in.
 */
export async function insertHealth(scope: Scope, id: string, at: Date): Promise<void> {
  await scope.db.execute(sql`
    insert into instance_health_log (organization_id, instance_id, id, state, since)
    select n.organization_id, n.id, ${newId()}, n.state, ${at.toISOString()}::timestamptz
    from (select i.organization_id, i.id, case
        when i.status = 'WORKING' or i.health_state = 'down' and i.is_wanted and i.connected_at is not null then i.health_state
        when not i.is_wanted or i.connected_at is null then 'off'
        else 'down' end as state
      from instances i where i.organization_id = ${scope.organizationId} and i.id = ${id}) n
    where n.state is distinct from (select l.state from instance_health_log l
      where l.organization_id = n.organization_id and l.instance_id = n.id order by l.since desc, l.id desc limit 1)`);
}
