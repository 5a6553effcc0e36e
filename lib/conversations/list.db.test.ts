import { type SQL, sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { openExplained } from '@/scripts/bench/inbox-plans';
import { makeInstance } from '@/tests/setup/receive-support';
import { listConversations } from './service';

afterAll(closeDatabase);

type Query = Partial<Parameters<typeof listConversations>[1]>;

/** Groups, so that nobody has to be there: by number, the first has the newest activity. `tag` says which have the label. */
async function withLabelled(count: number, tag: SQL) {
  const { scope, instanceId } = await makeInstance();
  const { organizationId, db } = scope;
  const label = newId();
  await db.execute(sql`
    insert into labels (organization_id, id, name, color) values (${organizationId}, ${label}, 'VIP', 'member-1')`);
  await db.execute(sql`
    insert into conversations (organization_id, id, instance_id, kind, group_address, group_name, chat_address, status,
      activity_at)
    select ${organizationId}, gen_random_uuid(), ${instanceId}, 'group', n || '@g.us', 'Grupo ' || n, n || '@g.us',
      case when n % 10 = 0 then 'pending' else 'open' end, now() - n / 3 * interval '1 minute'
    from generate_series(1, ${count}::int) n`);
  await db.execute(sql`
    insert into conversation_labels (organization_id, conversation_id, label_id)
    select ${organizationId}, id, ${label} from conversations c
    cross join lateral (select split_part(group_address, '@', 1)::int as n) as row
    where c.organization_id = ${organizationId} and (${tag})`);
  return { scope, label };
}

/** Every page, one after the other. */
async function allOf(scope: Scope, query: Query): Promise<string[]> {
  const titles: string[] = [];
  for (let cursor: string | null | undefined = query.cursor; cursor !== null; ) {
    const page = await listConversations(scope, { limit: 50, ...query, cursor });
    titles.push(...page.data.map(({ title }) => title));
    cursor = page.nextCursor;
  }
  return titles;
}

it.each([
  ['frequent', sql`n % 2 = 0`],
  ['rare among the newest', sql`n > 260 or n in (7, 250)`],
  ['on none that is pending', sql`n % 10 <> 0`],
])('lists those of a label, in order, each once: one that is %s', async (_which, tag) => {
  const { scope, label } = await withLabelled(400, tag);
  const every = await allOf(scope, {});
  const rows = await scope.db.execute<{ title: string }>(sql`
    select c.group_name as title from conversation_labels l join conversations c on c.id = l.conversation_id
    where l.label_id = ${label}`);
  const has = new Set(rows.map(({ title }) => title));
  const isPending = (title: string) => Number(title.split(' ')[1]) % 10 === 0;
  const wanted = every.filter((title) => has.has(title));
  expect(new Set(every).size).toBe(400);
  expect(await allOf(scope, { label })).toEqual(wanted);
  expect(await allOf(scope, { label, status: 'pending' })).toEqual(wanted.filter(isPending));
  expect(await allOf(scope, { label, q: 'grupo 3' })).toEqual(
    wanted.filter((title) => title.startsWith('Grupo 3')),
  );
});

it('a conversation that moves while its page is read makes none of the others come twice or never', async () => {
  const { scope } = await withLabelled(9, sql`false`);
  const before = await allOf(scope, {});
  const { db } = scope;
  let last = '';
  // What is read second finds the last one of the page at the top of the list.
  const moving: Scope = {
    ...scope,
    db: Object.assign(Object.create(db), {
      execute: async (query: Parameters<typeof db.execute>[0]) => {
        const rows = await db.execute<{ id: string }>(query);
        last = rows[2]?.id ?? '';
        await db.execute(
          sql`update conversations set activity_at = now() + interval '1 hour' where id = ${last}`,
        );
        return rows;
      },
    }),
  };
  const first = await listConversations(moving, { limit: 3 });
  const rest = await allOf(scope, { cursor: first.nextCursor ?? undefined });
  expect([...first.data.map(({ title }) => title), ...rest]).toEqual(before);
  expect(first.data[2]?.id).toBe(last);
});

it('groups, and a label together with a state nobody has it in, cost little among many', async () => {
  const { scope, label } = await withLabelled(20_000, sql`n % 10 <> 0 and n % 4 = 0`);
  await scope.db.execute(sql`vacuum (analyze) conversations, conversation_labels`);
  const explained = await openExplained(process.env.DATABASE_URL ?? '', scope.organizationId);
  const costOf = (query: Query) =>
    explained.call((inside) => listConversations(inside, { limit: 50, ...query }));
  const groups = await costOf({ kind: 'group' });
  expect(groups.indexes).toContain('conversations_groups_idx');
  const labelled = await costOf({ label, status: 'pending' });
  expect(labelled.indexes).toContain('conversation_labels_label_idx');
  // Each of the label and of the state once; by one look for each of the state there would be thousands of those.
  expect(labelled.rows).toBeLessThanOrEqual(4_000 + 2_000 + 2 * 200);
  expect(labelled.seqScans).toEqual([]);
  await explained.close();
});
