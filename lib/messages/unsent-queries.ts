import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';

/** It waits here and no call for it was ever made: what happens to it now is certain to be in time. */
const UNTRIED = sql`status = 'queued' and sending_at is null`;

/** Gives a message another text before it leaves; false when it may be on its way. */
export async function rewriteUnsent(scope: Scope, id: string, text: string): Promise<boolean> {
  const rows = await scope.db.execute(sql`
    update messages set text = ${text}, updated_at = now()
    where organization_id = ${scope.organizationId} and id = ${id} and ${UNTRIED} returning id`);
  return rows.length > 0;
}

/** Takes a message back before it leaves; false when it may be on its way. */
export async function cancelUnsent(scope: Scope, id: string): Promise<boolean> {
  const rows = await scope.db.execute(sql`
    update messages set status = 'failed', error_code = null, revoked_at = now(), next_attempt_at = null, updated_at = now()
    where organization_id = ${scope.organizationId} and id = ${id} and ${UNTRIED} returning id`);
  return rows.length > 0;
}
