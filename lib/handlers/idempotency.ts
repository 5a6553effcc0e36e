import { and, eq, not, sql } from 'drizzle-orm';
import { idempotencyKeys } from '@/db/schema';
import { AppError } from '@/lib/core/errors';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { sha256 } from '@/lib/core/secrets';

export type Answer = { status: number; body: unknown; headers?: Record<string, string> };

/**
 * Runs a write once per `Idempotency-Key`: the key's row, the write and the remembered answer commit together.
 * A concurrent twin waits on the row's unique key until the first has committed, then gets its answer; after a
 * failure nothing is remembered. Throws `invalid` when the key was used with another body. `before` asks what the write
 * has to know from others: outside of that transaction, and only while no answer is remembered.
 */
export async function once<F>(
  scope: Scope,
  request: { route: string; key: string; body: Buffer },
  run: (scope: Scope, found: F | undefined) => Promise<Answer>,
  before?: () => Promise<F>,
): Promise<Answer> {
  if (request.key.length === 0 || request.key.length > 255)
    throw new AppError('invalid', { detail: 'idempotencyKey' });
  const requestHash = sha256(request.body);
  if (before && (await isAnswered(scope, request))) return recall(scope, request, requestHash);
  const found = await before?.();
  return inTransaction(scope, async (inside) => {
    const claimed = await claim(inside, request, requestHash);
    if (!claimed) return recall(inside, request, requestHash);
    const answer = await run(inside, found);
    await inside.db
      .update(idempotencyKeys)
      .set({ status: answer.status, response: answer })
      .where(keyOf(inside, request));
    return answer;
  });
}

const keyOf = (scope: Scope, { route, key }: { route: string; key: string }) =>
  and(
    eq(idempotencyKeys.organizationId, scope.organizationId),
    eq(idempotencyKeys.route, route),
    eq(idempotencyKeys.key, key),
  );

const FRESH = sql`${idempotencyKeys.createdAt} > now() - interval '24 hours'`;

async function isAnswered(scope: Scope, request: { route: string; key: string }): Promise<boolean> {
  const rows = await scope.db
    .select({ key: idempotencyKeys.key })
    .from(idempotencyKeys)
    .where(and(keyOf(scope, request), FRESH));
  return rows.length > 0;
}

async function claim(scope: Scope, { route, key }: { route: string; key: string }, requestHash: string) {
  const rows = await scope.db
    .insert(idempotencyKeys)
    .values({ organizationId: scope.organizationId, route, key, requestHash })
    .onConflictDoUpdate({
      target: [idempotencyKeys.organizationId, idempotencyKeys.route, idempotencyKeys.key],
      set: { requestHash, status: null, response: null, createdAt: new Date() },
      setWhere: not(FRESH),
    })
    .returning({ key: idempotencyKeys.key });
  return rows.length > 0;
}

async function recall(
  scope: Scope,
  request: { route: string; key: string },
  requestHash: string,
): Promise<Answer> {
  const [row] = await scope.db.select().from(idempotencyKeys).where(keyOf(scope, request));
  if (row?.requestHash !== requestHash) throw new AppError('invalid', { detail: 'idempotencyBody' });
  return row.response as Answer;
}
