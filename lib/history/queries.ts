import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { historyRuns, instanceHistory, instances, messages } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { inOneOrder, jsonRows } from '@/lib/core/sql';

export type HistoryRow = typeof instanceHistory.$inferSelect;
export type RunRow = typeof historyRuns.$inferSelect;

const ofInstance = (scope: Scope, instanceId: string) =>
  and(eq(instanceHistory.organizationId, scope.organizationId), eq(instanceHistory.instanceId, instanceId));

/** What is known of a number's history, begun now where nothing is: numbers that worked before this was kept. */
export async function ensureHistory(scope: Scope, instanceId: string, linkedAt: Date): Promise<HistoryRow> {
  const find = () => scope.db.select().from(instanceHistory).where(ofInstance(scope, instanceId));
  const [known] = await find();
  if (known) return known;
  await scope.db
    .insert(instanceHistory)
    .values({ organizationId: scope.organizationId, instanceId, linkedAt })
    .onConflictDoNothing();
  const [made] = await find();
  return made as HistoryRow;
}

export async function updateHistory(
  scope: Scope,
  instanceId: string,
  change: Partial<Omit<HistoryRow, 'organizationId' | 'instanceId'>>,
): Promise<void> {
  await scope.db.update(instanceHistory).set(change).where(ofInstance(scope, instanceId));
}

/** How many messages were ever recovered: the difference is what a comparison brought. */
export async function selectRecoveredTotal(scope: Scope, instanceId: string): Promise<number> {
  const [row] = await scope.db
    .select({ total: instanceHistory.recoveredTotal })
    .from(instanceHistory)
    .where(ofInstance(scope, instanceId));
  return row?.total ?? 0;
}

export async function selectRunningGap(scope: Scope, instanceId: string): Promise<RunRow | undefined> {
  return selectRun(scope, instanceId, and(eq(historyRuns.kind, 'gap'), eq(historyRuns.state, 'running')));
}

export async function selectImport(scope: Scope, instanceId: string): Promise<RunRow | undefined> {
  return selectRun(scope, instanceId, eq(historyRuns.kind, 'import'));
}

async function selectRun(
  scope: Scope,
  instanceId: string,
  which: SQL | undefined,
): Promise<RunRow | undefined> {
  const [run] = await scope.db
    .select()
    .from(historyRuns)
    .where(
      and(
        eq(historyRuns.organizationId, scope.organizationId),
        eq(historyRuns.instanceId, instanceId),
        which,
      ),
    );
  return run;
}

export async function insertGapRun(
  scope: Scope,
  instanceId: string,
  span: { since: Date; until: Date },
): Promise<RunRow> {
  const row = { id: newId(), instanceId, kind: 'gap' as const, state: 'running' as const, ...span };
  const [run] = await scope.db
    .insert(historyRuns)
    .values({ organizationId: scope.organizationId, startedAt: new Date(), ...row })
    .returning();
  return run as RunRow;
}

const ofRun = (scope: Scope, { id }: { id: string }) =>
  and(eq(historyRuns.organizationId, scope.organizationId), eq(historyRuns.id, id));

export async function updateRun(
  scope: Scope,
  run: { id: string },
  change: Partial<Omit<RunRow, 'organizationId' | 'id'>>,
): Promise<void> {
  await scope.db.update(historyRuns).set(change).where(ofRun(scope, run));
}

export async function deleteRun(scope: Scope, run: { id: string }): Promise<void> {
  await scope.db.delete(historyRuns).where(ofRun(scope, run));
}

/** Adds what a page brought, to its run and to the number's total. */
export async function addRecovered(scope: Scope, run: RunRow, count: number): Promise<void> {
  if (count === 0) return;
  await updateRun(scope, run, { recovered: sql`${historyRuns.recovered} + ${count}` as unknown as number });
  if (run.kind !== 'gap') return;
  await updateHistory(scope, run.instanceId, {
    recoveredTotal: sql`${instanceHistory.recoveredTotal} + ${count}` as unknown as number,
  });
}

export type Recovered = {
  conversationId: string;
  messageId: string;
  count: number;
  from: string;
  to: string;
};

/**
 * Marks the first of the messages that a run brought into each conversation with how many there are and from when to
 * when; later pages raise its count. Answers the ids of the marked messages.
 */
export async function markRecovered(scope: Scope, runId: string, rows: Recovered[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const marked = await scope.db.execute<{ id: string }>(sql`
    with n as (
      select * from json_to_recordset(${jsonRows(rows)})
        as r("conversationId" uuid, "messageId" uuid, count int, "from" text, "to" text)
    ), grown as (
      update messages m set updated_at = now(), recovery = jsonb_build_object('runId', ${runId}::text,
        'count', (m.recovery ->> 'count')::int + n.count,
        'from', least(m.recovery ->> 'from', n."from"), 'to', greatest(m.recovery ->> 'to', n."to"))
      from n where m.organization_id = ${scope.organizationId} and m.conversation_id = n."conversationId"
        and m.recovery is not null and m.recovery ->> 'runId' = ${runId}::text
      returning m.id, m.conversation_id
    ), begun as (
      update messages m set recovery = jsonb_build_object('runId', ${runId}::text, 'count', n.count,
        'from', n."from", 'to', n."to")
      from n where m.organization_id = ${scope.organizationId} and m.id = n."messageId"
        and n."conversationId" not in (select conversation_id from grown)
      returning m.id
    )
    select id from grown union all select id from begun`);
  return marked.map(({ id }) => id);
}

export type Said = { waId: string; direction: 'inbound' | 'outbound'; type: string; text: string };

/**
 * Which messages say in WAHA's history what we have never seen them say: they were edited and nobody told us. A
 * history that still has an older text than we do is behind, and changes nothing.
 */
export async function findUnseenTexts(scope: Scope, instanceId: string, rows: Said[]) {
  if (rows.length === 0) return [];
  return scope.db.execute<{ waId: string; text: string }>(sql`
    select m.wa_id as "waId", n.text
    from json_to_recordset(${jsonRows(rows)}) as n("waId" text, direction text, type text, text text)
    join ${messages} m on m.organization_id = ${scope.organizationId} and m.instance_id = ${instanceId}
      and m.wa_id = n."waId" and m.direction = n.direction and m.type = n.type
    where m.revoked_at is null and m.sender_kind in ('contact', 'phone')
      and m.text is not null and n.text <> m.text and n.text is distinct from m.original_text
      and not exists (select 1 from message_edits e
        where e.organization_id = m.organization_id and e.message_id = m.id and e.text = n.text)`);
}

/** Keeps a row that could not be applied where such webhooks are kept: seen under monitoring, and replayed from there. */
export async function journalRow(
  scope: Scope,
  instanceId: string,
  eventId: string,
  body: Buffer,
  error: string,
): Promise<void> {
  await scope.db.execute(sql`
    insert into webhook_events (organization_id, instance_id, id, event, event_id, body, state, error)
    values (${scope.organizationId}, ${instanceId}, ${newId()}, 'message.any', ${eventId}, ${body}, 'failed', ${error})
    on conflict do nothing`);
}

/** Numbers of the whole installation whose history is due: wanted, interrupted, or not compared for `everyMs`. */
export const selectDueHistories = (everyMs: number) =>
  database()
    .select({ organizationId: instances.organizationId, instanceId: instances.id })
    .from(instances)
    .leftJoin(
      instanceHistory,
      and(
        eq(instanceHistory.organizationId, instances.organizationId),
        eq(instanceHistory.instanceId, instances.id),
      ),
    )
    .where(
      and(
        isNull(instances.deletedAt),
        eq(instances.status, 'WORKING'),
        or(
          isNull(instanceHistory.filledAt),
          sql`${instanceHistory.wantedAt} is not null`,
          sql`${instanceHistory.filledAt} < now() - ${everyMs / 1000} * interval '1 second'`,
          sql`exists (select 1 from ${historyRuns} r where r.organization_id = ${instances.organizationId}
            and r.instance_id = ${instances.id} and r.state = 'running')`,
        ),
      ),
    );

/** After an outage of ours nothing that was known to be complete is. */
export async function wantAllHistories(): Promise<void> {
  await database().execute(sql`
    with known as (select h.instance_id as id from instance_history h ${inOneOrder('h', 'instance_id')})
    update instance_history h set wanted_at = now() from known where h.instance_id = known.id`);
}
