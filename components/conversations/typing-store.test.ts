import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Typing } from '@/lib/realtime/publish';
import { TypingStore } from './typing-store';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
const ana: Typing = { conversationId: 'a', state: 'typing', contactId: 'ana', name: 'Ana', at: at(1) };
const bia: Typing = { ...ana, contactId: 'bia', name: 'Bia', at: at(2) };

function makeStore(answer = true) {
  const ask = vi.fn(async () => answer);
  const store = new TypingStore(ask);
  return { ask, store, name: () => store.of('a').get()?.name };
}

describe('who types', () => {
  it('is shown for 25 seconds, or as long as it is said again', async () => {
    const { store, name } = makeStore();
    store.hear(ana);
    await vi.advanceTimersByTimeAsync(20_000);
    store.hear({ ...ana, at: at(21) });
    await vi.advanceTimersByTimeAsync(24_000);
    expect(name()).toBe('Ana');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(name()).toBeUndefined();
  });

  it('is of several in a group who began last, and each ends for themselves', () => {
    const { store, name } = makeStore();
    store.hear(ana);
    store.hear(bia);
    expect(name()).toBe('Bia');
    store.hear({ ...bia, state: 'none', at: at(3) });
    expect(name()).toBe('Ana');
    store.said('a', 'bia');
    expect(name()).toBe('Ana');
    store.said('a', 'ana');
    expect(name()).toBeUndefined();
  });

  it('does not begin again with what was told late', () => {
    const { store, name } = makeStore();
    store.hear({ ...ana, state: 'none', at: at(5) });
    store.hear(ana);
    expect(name()).toBeUndefined();
  });

  it('is nobody after a break of the stream', () => {
    const { store, name } = makeStore();
    store.hear(ana);
    store.clear();
    expect(name()).toBeUndefined();
  });
});

describe('WhatsApp is asked', () => {
  it('once in ten minutes, and again when the number was away', async () => {
    const { store, ask } = makeStore();
    await Promise.all([store.watch('a'), store.watch('a')]);
    await vi.advanceTimersByTimeAsync(10 * 60_000 - 1);
    await store.watch('a');
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    await store.watch('a');
    expect(ask).toHaveBeenCalledTimes(2);
    store.forget('a');
    await store.watch('a');
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('again after a minute when nobody could be asked', async () => {
    const { store, ask } = makeStore(false);
    await store.watch('a');
    await vi.advanceTimersByTimeAsync(59_000);
    await store.watch('a');
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    await store.watch('a');
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
