import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import type { Scope } from '@/lib/core/scope';
import { listMessages } from '@/lib/messages/service';
import { type LinkedNumber, linkNumber } from '@/tests/setup/linked-number';
import { somePhone } from '@/tests/setup/phones';
import { fillHistory, takeTurn } from './fill';
import { syncInstances } from './sync';

let open: LinkedNumber | undefined;
afterEach(async () => {
  await open?.simulator.close();
  open = undefined;
});
afterAll(closeDatabase);

async function link(...given: Parameters<typeof linkNumber>): Promise<LinkedNumber> {
  open = await linkNumber(...given);
  return open;
}

/** As if the number had been linked an hour ago: what is older than the link is no gap. */
const linkedLongAgo = ({ scope }: LinkedNumber) =>
  database().execute(sql`
    update instance_history set linked_at = now() - interval '1 hour' where organization_id = ${scope.organizationId}`);

/** Every conversation with its messages, oldest first. */
async function readAll(scope: Scope) {
  const { data } = await listConversations(scope, { limit: 100 });
  return Promise.all(
    data.map(async (conversation) => ({
      conversation,
      messages: (await listMessages(scope, conversation.id, { limit: 100 })).data.reverse(),
    })),
  );
}

const count = async (scope: Scope) =>
  (
    await database().execute<{ n: number }>(
      sql`select count(*)::int as n from messages where organization_id = ${scope.organizationId}`,
    )
  )[0]?.n;

describe.each(['NOWEB', 'GOWS', 'WEBJS'] as const)('a gap on %s', { timeout: 60_000 }, (engine) => {
  it('is filled once, in order, unread, late, and marked where it was', async () => {
    const number = await link({ engine });
    const { scope, id, control } = number;
    await linkedLongAgo(number);
    const [ana, bia] = [somePhone(), somePhone()];
    const start = Math.floor(Date.now() / 1000) - 300;
    for (const [n, text] of ['um', 'dois', 'três'].entries())
      await control.inbound({ from: ana, text, timestamp: start + n });
    await control.inbound({ from: bia, text: 'oi', timestamp: start + 5 });
    await fillHistory(scope, id);
    const [ofBia, ofAna] = await readAll(scope);
    expect(ofAna?.messages.map(({ text }) => text)).toEqual(['um', 'dois', 'três']);
    expect(ofAna?.messages.map(({ late }) => late)).toEqual([true, true, true]);
    expect([ofAna?.conversation.unreadCount, ofBia?.conversation.unreadCount]).toEqual([3, 1]);
    const at = (second: number) => new Date((start + second) * 1000).toISOString();
    expect(ofAna?.messages.map(({ recovered }) => recovered)).toEqual([
      { count: 3, from: at(0), to: at(2) },
      null,
      null,
    ]);
    await control.inbound({ from: ana, text: 'quatro', timestamp: start + 6 });
    await syncInstances(scope);
    await syncInstances(scope);
    expect((await readAll(scope))[0]?.messages.map(({ text }) => text)).toEqual([
      'um',
      'dois',
      'três',
      'quatro',
    ]);
  });

  it('is none for what may still be on its way: it is taken in without a word', async () => {
    const number = await link({ engine });
    const { scope, control } = number;
    await linkedLongAgo(number);
    const ana = somePhone();
    const start = Math.floor(Date.now() / 1000);
    for (const [n, text] of ['um', 'dois'].entries())
      await control.inbound({ from: ana, text, timestamp: start - 30 + n });
    expect((await syncInstances(scope))[0]?.recoveredMessages).toBe(2);
    const [only] = await readAll(scope);
    expect(only?.messages.map(({ text, late, recovered }) => [text, late, recovered])).toEqual([
      ['um', false, null],
      ['dois', false, null],
    ]);
    expect(only?.conversation.unreadCount).toBe(2);
  });

  it('tells of receipts, edits, revokes and what was written on the phone', async () => {
    const { scope, id, control } = await link({ engine });
    const ana = somePhone();
    await control.customer({ phone: ana, autoAck: 'server' });
    const first = await control.inbound({ from: ana, text: 'antes' });
    const second = await control.inbound({ from: ana, text: 'apago' });
    const own = await control.fromPhone({ to: ana, text: 'do celular' });
    await fillHistory(scope, id);
    await control.edit({ from: ana, id: first.id, text: 'depois' });
    await control.revoke({ from: ana, id: second.id });
    await control.ack({ id: own.id, ack: 3 });
    await syncInstances(scope);
    const [only] = await readAll(scope);
    const byText = (waId: string) => only?.messages.find(({ waMessageId }) => waMessageId === waId);
    expect(byText(first.bareId)).toMatchObject({ text: 'depois', editedAt: expect.any(String) });
    expect(byText(second.bareId)).toMatchObject({ text: null, revokedAt: expect.any(String) });
    expect(byText(own.bareId)).toMatchObject({ status: 'read', sender: { kind: 'phone' } });
    expect(only?.messages).toHaveLength(3);
  });
});

describe('filling', { timeout: 60_000 }, () => {
  it('reads page by page, many messages of one second too, and goes on where it was', async () => {
    const number = await link();
    const { scope, id, control } = number;
    await linkedLongAgo(number);
    const ana = somePhone();
    const start = Math.floor(Date.now() / 1000) - 600;
    const at = (n: number) => start + (n < 150 ? 0 : n);
    await control.inboundBatch({
      messages: Array.from({ length: 320 }, (_, n) => ({ from: ana, text: `m${n}`, timestamp: at(n) })),
    });
    const turns: unknown[] = [];
    do turns.push(await takeTurn(scope, id, 0));
    while (turns.at(-1) === 'more');
    expect(turns.length).toBeGreaterThan(4);
    expect(await count(scope)).toBe(320);
    const [row] = await database().execute(sql`
      select count(*)::int as marks, max((recovery ->> 'count')::int) as total from messages
      where organization_id = ${scope.organizationId} and recovery is not null`);
    expect(row).toEqual({ marks: 1, total: 320 });
  });

  it('leaves alone what is older than the link', async () => {
    const ana = somePhone();
    const { scope, id } = await link({}, {}, (control, phone) =>
      control.seedHistory({ phone, messages: [{ from: ana, text: 'velha', timestamp: 1_700_000_000 }] }),
    );
    await fillHistory(scope, id);
    expect(await count(scope)).toBe(0);
  });

  it('answers how much it brought, and why it could not', async () => {
    const { scope, id, control, simulator } = await link();
    await control.inbound({ from: somePhone(), text: 'oi' });
    expect(await syncInstances(scope)).toEqual([
      { instanceId: id, before: 'WORKING', after: 'WORKING', recoveredMessages: 1, error: null },
    ]);
    expect((await syncInstances(scope))[0]?.recoveredMessages).toBe(0);
    await simulator.close();
    expect((await syncInstances(scope))[0]).toMatchObject({
      recoveredMessages: 0,
      error: 'upstream_unavailable',
    });
  });
});
