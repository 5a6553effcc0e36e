import { sql } from 'drizzle-orm';
import { database } from '@/db/client';

/** How many statements in this test's database wait for a lock that another transaction holds. */
export async function lockWaiters(): Promise<number> {
  const rows = await database().execute(sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return rows.length;
}
