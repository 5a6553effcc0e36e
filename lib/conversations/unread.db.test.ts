import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { ROLE_PERMISSIONS } from '@/lib/core/permissions';
import type { Scope } from '@/lib/core/scope';
import { openExplained } from '@/scripts/bench/inbox-plans';
import { makeInstance } from '@/tests/setup/receive-support';
import { countUnread } from './unread';
import { selectUnreadCounts } from './unread-queries';

afterAll(closeDatabase);

/** Groups, so that nobody has to be there; every twentieth is unread, a quarter somebody's. */
async function withConversations(
  count: number,
): Promise<{ scope: Scope; userId: string; instanceId: string }> {
  const { scope, instanceId } = await makeInstance();
  const { organizationId, db } = scope;
  const [owner] = await db.execute<{ id: string }>(sql`
    select user_id as id from memberships where organization_id = ${organizationId}`);
  const userId = owner?.id ?? '';
  await db.execute(sql`
    insert into conversations (organization_id, id, instance_id, kind, group_address, chat_address, status, assignee_id,
      unread_count, activity_at)
    select ${organizationId}, gen_random_uuid(), ${instanceId}, 'group', n || '@g.us', n || '@g.us',
      case when n / 20 % 10 < 2 then 'resolved' else 'open' end, case when n / 20 % 4 = 1 then ${userId}::uuid end,
      case when n % 20 = 0 then 1 else 0 end, now()
    from generate_series(1, ${count}::int) n`);
  await db.execute(sql`vacuum (analyze) conversations`);
  const permissions = new Set(ROLE_PERMISSIONS.agent);
  const actor = { kind: 'user', userId, name: 'Ana', role: 'agent', permissions } as const;
  return { scope: { ...scope, actor }, userId, instanceId };
}

it('counts what is unread, of a person, of nobody, and all, as the list is filtered', async () => {
  const { scope, instanceId } = await withConversations(800);
  expect(await countUnread(scope, {})).toEqual({ mine: 10, unassigned: 30, all: 40 });
  expect(await countUnread(scope, { status: 'resolved', instanceId, kind: 'group' })).toEqual({
    mine: 2,
    unassigned: 6,
    all: 8,
  });
  expect(await countUnread(scope, { kind: 'direct' })).toEqual({ mine: 0, unassigned: 0, all: 0 });
  // A program has none of its own.
  const program = {
    kind: 'token',
    tokenId: '',
    name: 'CRM',
    permissions: new Set(ROLE_PERMISSIONS.agent),
  } as const;
  expect(await countUnread({ ...scope, actor: program }, {})).toMatchObject({ mine: 0, all: 40 });
});

it('costs the same with twenty thousand: one index, and no farther than a hundred', async () => {
  const { scope, userId } = await withConversations(20_000);
  const explained = await openExplained(process.env.DATABASE_URL ?? '', scope.organizationId);
  const filters = [{ status: 'open' }, {}];
  for (const filter of filters) {
    const { indexes, seqScans, rows } = await explained.call(async (inside) => {
      expect(await selectUnreadCounts(inside, userId, filter, 100)).toEqual({
        mine: 100,
        unassigned: 100,
        all: 100,
      });
    });
    expect(new Set(indexes)).toEqual(new Set(['conversations_unread_counts_idx']));
    expect(seqScans).toEqual([]);
    expect(rows).toBeLessThanOrEqual(300);
  }
  await explained.close();
});
