import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { AppError } from '@/lib/core/errors';

/** Counts one more of `key` in its fixed window and says how many that makes. One statement, shared by all processes. */
export async function countHit(db: Executor, key: string, windowSeconds: number): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    insert into rate_limits as r (key, window_start, count) values (${key}, now(), 1)
    on conflict (key) do update set
      count = case when r.window_start > now() - make_interval(secs => ${windowSeconds}) then r.count + 1 else 1 end,
      window_start = case when r.window_start > now() - make_interval(secs => ${windowSeconds}) then r.window_start else now() end
    returning count`);
  return row?.count ?? 1;
}

/** Throws `rate_limited` when `key` was seen more than `max` times within the window. */
export async function enforceLimit(
  db: Executor,
  key: string,
  max: number,
  windowSeconds: number,
): Promise<void> {
  if ((await countHit(db, key, windowSeconds)) > max) {
    throw new AppError('rate_limited', { retryAfter: windowSeconds });
  }
}

/** Forgets a key, as after a sign-in that succeeded. */
export async function forgetHits(db: Executor, key: string): Promise<void> {
  await db.execute(sql`delete from rate_limits where key = ${key}`);
}

/** Removes counters nobody has touched for a day. */
export async function deleteOldHits(db: Executor): Promise<void> {
  await db.execute(sql`delete from rate_limits where window_start < now() - interval '1 day'`);
}
