import type { TransactionSql } from 'postgres';

type Part = { table: string; name: string; definition: string };

/**
 * Runs `work` with tables that have neither indexes nor foreign keys, and builds them again at once: many times faster
 * than keeping them up row by row. Call it in a transaction: whatever goes wrong, the tables stay as they were. Nobody
 * else reaches them meanwhile.
 */
export async function onBareTables(
  sql: TransactionSql,
  tables: string[],
  work: () => Promise<void>,
): Promise<void> {
  const keys = await sql<Part[]>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conrelid = any(${tables}::text[]::regclass[])`;
  const indexes = await sql<Part[]>`
    select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as name,
      pg_get_indexdef(i.indexrelid) as definition
    from pg_index i where i.indrelid = any(${tables}::text[]::regclass[])
      and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`;
  for (const { table, name } of keys) await sql.unsafe(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  await work();
  await sql`set local maintenance_work_mem = '512MB'`;
  for (const { definition } of indexes) await sql.unsafe(definition);
  for (const { table, name, definition } of keys)
    await sql.unsafe(`alter table ${table} add constraint ${name} ${definition}`);
}
