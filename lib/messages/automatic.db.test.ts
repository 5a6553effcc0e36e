import { sql } from 'drizzle-orm';
import { afterAll, afterEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { ensureConversations } from '@/lib/conversations/resolve';
import { inTransaction } from '@/lib/core/scope';
import { type LinkedNumber, linkNumber } from '@/tests/setup/linked-number';
import { somePhone } from '@/tests/setup/phones';
import { sendAutomatically } from './automatic';
import { sendTo } from './send';

let number: LinkedNumber;

afterEach(async () => {
  await number.simulator.close();
  await database().execute(sql`update instances set deleted_at = now()`);
});
afterAll(closeDatabase);

it('lets no machine answer another for ever, and lets a person be greeted again later', {
  timeout: 60_000,
}, async () => {
  number = await linkNumber();
  const { scope, id } = number;
  const { conversationId } = await sendTo(scope, id, { to: somePhone(), text: 'Oi' });
  await database().execute(sql`
    update messages set sender_kind = 'api' where organization_id = ${scope.organizationId}`);
  const greet = () => sendAutomatically(scope, conversationId, { text: 'Olá! Já respondemos.' });
  const answers = await Promise.all(Array.from({ length: 7 }, greet));
  expect(answers.filter((answer) => 'sent' in answer)).toHaveLength(5);
  expect(answers.filter((answer) => 'refused' in answer && answer.refused === 'loop')).toHaveLength(2);
  await database().execute(sql`
    update messages set sent_at = sent_at - interval '61 minutes' where organization_id = ${scope.organizationId}`);
  expect(await greet()).toMatchObject({ sent: { status: 'queued', sender: { kind: 'automation' } } });
});

it('never writes to a group by itself', { timeout: 60_000 }, async () => {
  number = await linkNumber();
  const { scope, id } = number;
  const groupAddress = '120363000000000001@g.us';
  const party = { contactId: null, groupAddress, chatAddress: groupAddress, activityAt: new Date() };
  const [group] = await inTransaction(scope, (inside) => ensureConversations(inside, id, [party]));
  expect(await sendAutomatically(scope, group?.id ?? '', { text: 'Olá!' })).toEqual({
    refused: 'not_a_person',
  });
});
