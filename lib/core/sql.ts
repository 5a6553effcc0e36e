import { type SQL, sql } from 'drizzle-orm';

const quote = (value: string) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/**
 * Begins a statement that is planned for its values each time (`db/statements.ts`): one plan for all would take every word
 * and every name for as frequent.
 */
export const OWN_PLAN: SQL = sql.raw('/* own plan */');

/**
 * Begins a statement that changes nothing but locks, so that it may leave together with the beginning of its transaction
 * (`db/pool.ts`): one way to the database and back less.
 */
export const READS: SQL = sql.raw('/* reads */');

/** Texts as one Postgres array parameter, for `= any(…)`: unlike a subquery it lets the planner use an index. */
export const textArray = (values: Iterable<string>): SQL =>
  sql`${`{${[...values].map(quote).join(',')}}`}::text[]`;

/** Ids as Postgres writes an array of them. */
export const idList = (values: Iterable<string>): string => `{${[...values].join(',')}}`;

/** Ids as one Postgres array parameter. */
export const idArray = (values: Iterable<string>): SQL => sql`${idList(values)}::uuid[]`;

/** Truths as one Postgres array parameter. */
export const booleanArray = (values: Iterable<boolean>): SQL =>
  sql`${`{${[...values].join(',')}}`}::boolean[]`;

/** Counts as one Postgres array parameter; what is not counted is null. */
export const countArray = (values: Iterable<number | undefined>): SQL =>
  sql`${`{${[...values].map((value) => value ?? 'null').join(',')}}`}::int[]`;

/** Rows as one JSON parameter, for `json_to_recordset`. */
export const jsonRows = (rows: unknown[]): SQL => sql`${JSON.stringify(rows)}::json`;

/**
 * Ends the selection of rows that the statement around it changes: locked in the order of their keys, as everybody locks several.
 * In the order in which a plan happens to find them, two statements would wait for each other. Who only refers to the rows
 * does not wait.
 */
export const inOneOrder = (table: string, key = 'id'): SQL =>
  sql.raw(`order by ${table}.${key} for no key update of ${table}`);

/** Where each of several byte strings stands in {@link Buffer.concat} of them: `from` counts from 1, as `substr` does. */
export function slicesOf(values: Buffer[]): { from: number; size: number }[] {
  let from = 1;
  return values.map(({ length: size }) => {
    const slice = { from, size };
    from += size;
    return slice;
  });
}

/** Ids made at or after `at` are not before this one (UUIDv7: they begin with their time): finds rows by when they were made. */
export const firstIdAt = (at: SQL): SQL =>
  sql`(lpad(to_hex(floor(extract(epoch from ${at}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/** When today began in a time zone, and when the next day does: `began_at` and `renews_at` of one row. */
export const dayOf = (timeZone: SQL): SQL => sql`(
  select date_trunc('day', now() at time zone ${timeZone}) at time zone ${timeZone} as began_at,
    (date_trunc('day', now() at time zone ${timeZone}) + interval '1 day') at time zone ${timeZone} as renews_at)`;
