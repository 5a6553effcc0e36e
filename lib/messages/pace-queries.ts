import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { inOneOrder } from '@/lib/core/sql';
import { hasLeft } from './hold-queries';

/** The first of its conversation that has not left. `m` is a message. */
export const isFirst = sql`not exists (
  select 1 from messages e where e.organization_id = m.organization_id and e.conversation_id = m.conversation_id
    and e.id < m.id and e.attention = 'unsent')`;

/** Nothing of ours has left to somebody who has not written. `c` is its conversation. */
export const isFirstContact = sql`c.kind = 'direct' and not c.is_heard and not exists (
  select 1 from messages o where o.organization_id = c.organization_id and o.conversation_id = c.id
    and o.direction = 'outbound' and o.status in ${hasLeft})`;

/** What a program sends where the customer has not written for a day, nor anybody to them within ten minutes. */
export const isBulk = sql`c.kind = 'direct' and m.sender_kind in ('api', 'automation') and not exists (
  select 1 from messages o where o.organization_id = c.organization_id and o.conversation_id = c.id
    and o.sent_at > now() - interval '1 day' and (o.direction = 'inbound' and o.type <> 'system'
      or o.sent_at > now() - interval '10 minutes' and o.status in ${hasLeft}))`;

/** What takes turns and did not get this one says so; answers what had not said it. */
export const markPaced = (
  scope: Scope,
  instanceId: string,
  { nextId = null, until }: { nextId?: string | null; until: Date },
): Promise<{ id: string; conversationId: string }[]> =>
  scope.db.execute<{ id: string; conversationId: string }>(sql`
    with chosen as (
      select m.id from messages m join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
      where m.organization_id = ${scope.organizationId} and m.instance_id = ${instanceId} and m.attention = 'unsent' and m.status = 'queued'
        and m.hold is null and m.typing_at is null and m.let_go is distinct from 'released' and m.id is distinct from ${nextId}::uuid
        and m.next_attempt_at <= now() and ${isFirst} and (${isFirstContact} or ${isBulk})
      ${inOneOrder('m')}
    )
    update messages m set hold = 'pace', next_attempt_at = ${until.toISOString()}::timestamptz, updated_at = now() from chosen
    where m.organization_id = ${scope.organizationId} and m.id = chosen.id
    returning m.id, m.conversation_id as "conversationId"`);
