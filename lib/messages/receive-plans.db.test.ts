import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import type { Scope } from '@/lib/core/scope';
import { openExplained } from '@/scripts/bench/inbox-plans';
import { makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { receive } from './receive';
import { liftStatuses, type Proof } from './receive-queries';

afterAll(closeDatabase);

const NOON = Date.UTC(2026, 10, 20, 12);

/** One conversation with so many messages of ours, the newest hundred of them waiting to leave. */
async function withSent(count: number): Promise<{ scope: Scope; instanceId: string }> {
  const { scope, instanceId } = await makeInstance();
  await receiveBatch(scope, instanceId, [textFrom('5511987654321@c.us', 'FIRST')]);
  await scope.db.execute(sql`
    insert into messages (organization_id, id, instance_id, conversation_id, direction, type, text, status, sender_kind, wa_id,
      wa_chat, sent_at)
    select m.organization_id, ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, m.instance_id, m.conversation_id,
      'outbound', 'text', 'n', case when n > ${count - 100}::int then 'queued' else 'sent' end, 'user', 'S' || n, m.wa_chat,
      ${new Date(NOON).toISOString()}::timestamptz + n * interval '1 second'
    from messages m cross join generate_series(1, ${count}::int) n where m.organization_id = ${scope.organizationId}`);
  await scope.db.execute(sql`vacuum (analyze) messages`);
  return { scope, instanceId };
}

it('finds what acks and echoes speak of by its key, however much there is', { timeout: 60_000 }, async () => {
  const { scope, instanceId } = await withSent(20_000);
  const explained = await openExplained(process.env.DATABASE_URL ?? '', scope.organizationId);
  const proofs = (sentAt: (n: number) => Date | null) =>
    Array.from({ length: 100 }, (_, index): Proof => {
      const n = 1 + index * 190;
      return { waId: `S${n}`, direction: 'outbound', rank: 5, status: 'delivered', sentAt: sentAt(n) };
    });
  const lift = async (given: Proof[]) => {
    let lifted = 0;
    const call = await explained.call(async (inside) => {
      lifted = (await liftStatuses(inside, instanceId, given)).filter(({ hasChanged }) => hasChanged).length;
    });
    return { lifted, ...call, indexes: [...new Set(call.indexes)].sort() };
  };
  const byKey = ['messages_organization_id_id_pk', 'messages_wa_key'];
  const acks = await lift(proofs(() => null));
  expect(acks).toMatchObject({ lifted: 100, indexes: byKey, seqScans: [] });
  // WhatsApp's own time comes with an echo: then what waits in the conversation is looked at, too.
  const echoes = await lift(proofs((n) => new Date(NOON + n * 1000 + 3000)));
  const withWaiting = [...byKey, 'messages_waiting_idx'].sort();
  expect(echoes).toMatchObject({ lifted: 100, indexes: withWaiting, seqScans: [] });
  // A few rows for each proof, and of echoes the hundred that wait.
  expect(acks.rows).toBeLessThanOrEqual(100 * 8);
  expect(echoes.rows).toBeLessThanOrEqual(100 * 8 + 100 * 100);
  await explained.close();
});

it('counts what is unread up by what comes: a chat that nobody reads costs no more', {
  timeout: 60_000,
}, async () => {
  const { scope, instanceId } = await withSent(5_000);
  await scope.db.execute(sql`
    update messages set is_unread = true, direction = 'inbound' where organization_id = ${scope.organizationId}`);
  await scope.db.execute(sql`
    update conversations set unread_count = 5001 where organization_id = ${scope.organizationId}`);
  await scope.db.execute(sql`vacuum (analyze) messages`);
  const explained = await openExplained(process.env.DATABASE_URL ?? '', scope.organizationId);
  const call = await explained.call(async (inside) => {
    await receive(inside, instanceId, [textFrom('5511987654321@c.us', 'NEXT')]);
  });
  await explained.close();
  expect(call.rows).toBeLessThanOrEqual(100);
  const counts = await scope.db.execute(sql`
    select unread_count as count from conversations where organization_id = ${scope.organizationId}`);
  expect(counts).toEqual([{ count: 5002 }]);
});
