import { afterAll, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { listConversations, requireLocked } from '@/lib/conversations/service';
import { newId } from '@/lib/core/ids';
import { inTransaction } from '@/lib/core/scope';
import { lockInstance } from '@/lib/instances/lock';
import { wakeOutbox } from '@/lib/messages/send';
import { lockWaiters } from '@/tests/setup/lock-waiters';
import { makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { applyTogether } from './apply';

afterAll(closeDatabase);

const ANA = '5511987654321@c.us';

it('a number that comes to work with a message does not deadlock with somebody who is sending', async () => {
  const { scope, instanceId } = await makeInstance();
  await receiveBatch(scope, instanceId, [textFrom(ANA, 'A1')]);
  const conversationId = (await listConversations(scope, { limit: 1 })).data[0]?.id ?? '';
  const happenings = [workingNow(), textFrom(ANA, 'A2')];
  let batch: Promise<unknown> | undefined;
  await inTransaction(scope, async (sender) => {
    await requireLocked(sender, conversationId);
    batch = inTransaction(scope, async (inside) => {
      await lockInstance(inside, instanceId);
      const items = happenings.map((happening) => ({ id: newId(), happening }));
      await applyTogether(inside, instanceId, items);
    });
    batch.catch(() => {});
    await expect.poll(lockWaiters, { timeout: 10_000 }).toBeGreaterThan(0);
    await wakeOutbox(sender, instanceId);
  });
  await expect(batch).resolves.toBeUndefined();
});

const workingNow = () => ({
  kind: 'session' as const,
  status: 'WORKING',
  at: new Date(Date.now() + 1_000),
  me: null,
});
