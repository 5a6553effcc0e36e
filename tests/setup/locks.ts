import { sql } from 'drizzle-orm';
import { database } from '@/db/client';

/** How many statements of this database wait for a lock. */
export const waitingForLocks = async (): Promise<number> =>
  (
    await database().execute(sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
  ).length;
