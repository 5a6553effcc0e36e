import type { Scope } from '@/lib/core/scope';
import { addJob } from '@/lib/jobs/add-job';
import { markWanted, upsertImport, upsertLinked } from './history-queries';
import type { InstanceRow } from './queries';

/** After WORKING, what came meanwhile arrives by itself for some seconds: only what doesn't is a gap. */
const SETTLE_MS = 5_000;

/**
 * A number has come to work: its history is compared with WAHA's, soon, and at its first link what was wished for from
 * before is imported. Inside the caller's transaction.
 */
export async function beginHistory(
  scope: Scope,
  { id, importDays }: Pick<InstanceRow, 'id' | 'importDays'>,
  phone: string | null,
  at: Date,
): Promise<void> {
  const isNew = await upsertLinked(scope, id, phone, at);
  if (isNew && importDays > 0) await upsertImport(scope, id, importDays, at);
  await wakeHistory(scope, id, new Date(Date.now() + SETTLE_MS));
}

/** There is a reason to believe that something was missed: history is compared at once. */
export async function wantHistory(scope: Scope, id: string): Promise<void> {
  if (await markWanted(scope, id)) await wakeHistory(scope, id);
}

/** Has the history of a number looked at, after what people wait for. */
export const wakeHistory = (scope: Scope, id: string, runAt?: Date): Promise<void> =>
  addJob(
    scope.db,
    'fill_history',
    { organizationId: scope.organizationId, instanceId: id },
    { key: `history:${id}`, runAt, priority: 5, maxAttempts: 1 },
  );
