import { describe, expect, it } from 'vitest';
import { type Delivery, type Draft, failedDelivery, Outbox } from './outbox';

const draft = (clientId: string, conversationId = 'c1'): Draft => ({
  clientId,
  conversationId,
  text: clientId,
  createdAt: '2026-11-23T12:00:00.000Z',
});

/** An outbox whose deliveries are answered by hand, in the order they were asked. */
function setUp() {
  const asked: { draft: Draft; answer: (delivery: Delivery) => Promise<void> }[] = [];
  const outbox = new Outbox(
    (entry) =>
      new Promise((resolve) => {
        asked.push({
          draft: entry,
          answer: async (delivery) => {
            resolve(delivery);
            await Promise.resolve();
            await Promise.resolve();
          },
        });
      }),
  );
  const states = () => outbox.entries.get().map(({ clientId, state }) => `${clientId} ${state}`);
  const asks = () => asked.map((one) => one.draft.clientId);
  return { outbox, asked, states, asks };
}

describe('Outbox', () => {
  it('shows a text at once and delivers one after another', async () => {
    const { outbox, asked, states, asks } = setUp();
    outbox.send(draft('a'));
    outbox.send(draft('b'));
    expect(states()).toEqual(['a waiting', 'b waiting']);
    expect(asks()).toEqual(['a']);
    await asked[0]?.answer({ ok: true });
    expect(asks()).toEqual(['a', 'b']);
    expect(states()).toEqual(['b waiting']);
  });

  it('does not let one conversation wait for another', () => {
    const { outbox, asks } = setUp();
    outbox.send(draft('a', 'c1'));
    outbox.send(draft('b', 'c2'));
    expect(asks()).toEqual(['a', 'b']);
  });

  it('keeps a refused text with its reason, goes on with the next, and retries under the same name', async () => {
    const { outbox, asked, states, asks } = setUp();
    outbox.send(draft('a'));
    outbox.send(draft('b'));
    await asked[0]?.answer({ ok: false, refusal: { code: 'limit_reached', detail: 'x' } });
    expect(states()).toEqual(['a failed', 'b waiting']);
    await asked[1]?.answer({ ok: true });
    outbox.retry('a');
    expect(asks()).toEqual(['a', 'b', 'a']);
    expect(outbox.entries.get()[0]?.refusal).toBeUndefined();
  });

  it('holds everything back while nobody answers, and keeps the order when it goes on', async () => {
    const { outbox, asked, states, asks } = setUp();
    outbox.send(draft('a'));
    outbox.send(draft('b'));
    await asked[0]?.answer({ ok: false, offline: true });
    outbox.send(draft('c'));
    expect(states()).toEqual(['a offline', 'b waiting', 'c waiting']);
    expect(asks()).toEqual(['a']);
    outbox.resume();
    await asked[1]?.answer({ ok: true });
    await asked[2]?.answer({ ok: true });
    expect(asks()).toEqual(['a', 'a', 'b', 'c']);
  });

  it('goes on in the conversation that another one became part of, and sends nothing twice', async () => {
    const { outbox, asked, asks } = setUp();
    for (const text of ['a', 'b']) outbox.send(draft(text));
    outbox.move('c1', 'c2');
    outbox.send(draft('c', 'c2'));
    // The one on its way keeps its address, where the server knows its `clientId`.
    expect(outbox.entries.get().map(({ conversationId }) => conversationId)).toEqual(['c1', 'c2', 'c2']);
    expect(asks()).toEqual(['a', 'b']);
    await asked[0]?.answer({ ok: true });
    await asked[1]?.answer({ ok: true });
    expect(asked.map((one) => [one.draft.clientId, one.draft.conversationId])).toEqual([
      ['a', 'c1'],
      ['b', 'c2'],
      ['c', 'c2'],
    ]);
  });

  it('keeps what a server without its database did not take, and what comes after it, until it goes on', async () => {
    const { outbox, asked, asks, states } = setUp();
    outbox.send(draft('a'));
    outbox.send(draft('b'));
    await asked[0]?.answer(failedDelivery({ code: 'unavailable', detail: 'Try again in a moment.' }));
    expect(states()).toEqual(['a offline', 'b waiting']);
    outbox.resume();
    expect(asks()).toEqual(['a', 'a']);
    await asked[1]?.answer({ ok: true });
    expect(asks()).toEqual(['a', 'a', 'b']);
  });
});
