import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';

afterAll(closeDatabase);

/** Found without an organization: by address, by hash, by a name of their own. Small enough to be on every node. */
const REFERENCE_TABLES = ['users', 'waha_servers', 'rate_limits', 'worker_heartbeats', 'organizations'];
/** Unique without the organization on purpose: these are how its row is found. */
const GLOBAL_KEYS = [
  'api_tokens_hash_key',
  'instances_session_name_key',
  'instances_waha_session_key',
  'pairing_links_token_key',
  'pairing_links_guest_key',
];

type Key = { table: string; name: string; kind: string; columns: string[] };

async function keys(): Promise<Key[]> {
  return database().execute<Key>(sql`
    select t.relname as table, i.relname as name, case when x.indisprimary then 'primary' else 'unique' end as kind,
      array(select a.attname::text from pg_attribute a where a.attrelid = t.oid and a.attnum = any(x.indkey)) as columns
    from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    where x.indisunique and t.relnamespace = 'public'::regnamespace`);
}

describe('the schema', () => {
  it('has the organization in every primary and unique key of a tenant table', async () => {
    const found = await keys();
    expect(found.length).toBeGreaterThan(20);
    const without = found.filter(
      ({ table, name, columns }) =>
        !REFERENCE_TABLES.includes(table) &&
        !GLOBAL_KEYS.includes(name) &&
        !columns.includes('organization_id'),
    );
    expect(without).toEqual([]);
  });

  it('has the organization in every reference between tenant tables, so that none can cross', async () => {
    const references = await database().execute<{ name: string; columns: string[]; target: string }>(sql`
      select c.conname as name, c.confrelid::regclass::text as target,
        array(select a.attname::text from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any(c.conkey)) as columns
      from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`);
    expect(references.length).toBeGreaterThan(15);
    const crossing = references.filter(
      ({ target, columns }) => !REFERENCE_TABLES.includes(target) && !columns.includes('organization_id'),
    );
    expect(crossing).toEqual([]);
  });

  it('begins every tenant table with the organization', async () => {
    const rows = await database().execute<{ table: string; first: string }>(sql`
      select c.relname as table, a.attname as first from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum = 1
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`);
    const others = rows.filter(
      ({ table, first }) => first !== 'organization_id' && !REFERENCE_TABLES.includes(table),
    );
    expect(others).toEqual([]);
  });

  // `order by x desc` puts nulls first: an index of the other kind can't give that order, and the whole list is sorted.
  it('has no index that a newest-first list can not be read from', async () => {
    const wrong = await database().execute(sql`
      select indexname from pg_indexes where schemaname = 'public' and indexdef ilike '%desc nulls last%'`);
    expect(wrong).toEqual([]);
    const [plan] = await database().transaction(async (transaction) => {
      await transaction.execute(sql`set local enable_seqscan = off`);
      return transaction.execute<{ 'QUERY PLAN': object }>(sql`
        explain (format json) select id from messages
        where organization_id = ${newId()} and conversation_id = ${newId()}
        order by sent_at desc, sent_rank desc, id desc limit 50`);
    });
    expect(JSON.stringify(plan)).not.toContain('"Sort"');
  });
});
