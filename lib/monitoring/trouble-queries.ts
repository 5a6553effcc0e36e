import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import type { JobTrouble } from './schema';

const DAYS = 7;
const MOST = 20;

export type FailedSendRow = {
  messageId: string;
  conversationId: string;
  instanceId: string;
  /** Null for somebody whose number WhatsApp hides. */
  title: string | null;
  errorCode: string | null;
  at: string;
};

/** The newest sends that failed in the last days. */
export const selectFailedSends = (scope: Scope): Promise<FailedSendRow[]> =>
  scope.db.execute<FailedSendRow>(sql`
    select m.id as "messageId", m.conversation_id as "conversationId", m.instance_id as "instanceId",
      m.error_code as "errorCode", m.created_at as at,
      coalesce(p.name, p.push_name, p.phone_number, c.group_name,
        case when c.kind = 'group' then split_part(c.chat_address, '@', 1) end) as title
    from messages m
    join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
    left join contacts p on p.organization_id = c.organization_id and p.id = c.contact_id
    where m.organization_id = ${scope.organizationId} and m.attention = 'failed'
      and m.let_go is distinct from 'dismissed'
      and m.created_at > now() - make_interval(days => ${DAYS})
    order by m.created_at desc, m.id desc limit ${MOST}`);

type RefusedRow = { instanceId: string; instanceName: string; count: number; lastAt: string };

/** Deliveries refused in the last days, by number, most first. */
export const selectRefused = (scope: Scope): Promise<RefusedRow[]> =>
  scope.db.execute<RefusedRow>(sql`
    select r.instance_id as "instanceId", i.name as "instanceName", sum(r.count)::int as count, max(r.last_at) as "lastAt"
    from refused_deliveries r
    join instances i on i.organization_id = r.organization_id and i.id = r.instance_id and i.deleted_at is null
    where r.organization_id = ${scope.organizationId} and r.last_at > now() - make_interval(days => ${DAYS})
    group by 1, 2 order by count desc, "lastAt" desc limit ${MOST}`);

/** Jobs of the organization that were tried as often as they may be. What they stumbled over is in the log, not here. */
export const selectLostJobs = (scope: Scope): Promise<JobTrouble[]> =>
  scope.db.execute<JobTrouble>(sql`
    select j.id::text, t.identifier as task, i.name as "instanceName", j.attempts::int, j.updated_at as at
    from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    left join instances i on i.organization_id = ${scope.organizationId} and i.id::text = j.payload ->> 'instanceId'
    where not j.is_available and j.locked_at is null and j.attempts >= j.max_attempts
      and j.payload ->> 'organizationId' = ${scope.organizationId}
      and j.updated_at > now() - make_interval(days => ${DAYS})
    order by j.updated_at desc limit ${MOST}`);
