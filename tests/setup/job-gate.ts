import { sql } from 'drizzle-orm';
import { database } from '@/db/client';

const GATE = 90_210;

/**
 * From now on whoever inserts a job, one that `isStopped` is said of (SQL, of `new`), waits while the gate is closed: between
 * what `add_job` looks at and what it writes.
 */
export async function buildGate(isStopped = 'true'): Promise<void> {
  await database().execute(
    sql.raw(`create function gate() returns trigger language plpgsql as $$
      begin if ${isStopped} then perform pg_advisory_xact_lock(${GATE}); end if; return new; end $$`),
  );
  await database().execute(
    sql`create trigger gate before insert on graphile_worker._private_jobs for each row execute function gate()`,
  );
}

export async function removeGate(): Promise<void> {
  await database().execute(sql`drop trigger if exists gate on graphile_worker._private_jobs`);
  await database().execute(sql`drop function if exists gate()`);
}

/** Closes the gate while `work` runs. */
export const whileClosed = (work: () => Promise<void>): Promise<void> =>
  database().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${GATE})`);
    await work();
  });

/** How many wait at the gate. */
export const countWaiting = async (): Promise<number> =>
  (
    await database().execute(sql`
      select 1 from pg_locks where locktype = 'advisory' and objid = ${GATE} and not granted
        and database = (select oid from pg_database where datname = current_database())`)
  ).length;
