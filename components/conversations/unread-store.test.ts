import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { UnreadStore } from './unread-store';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NONE = { mine: 0, unassigned: 0, all: 0 };

function aStore() {
  let isSeen = true;
  const read = vi.fn(async () => ({ ...NONE, all: read.mock.calls.length }));
  const store = new UnreadStore(NONE, { status: 'open' }, read, () => isSeen);
  return { store, read, see: (is: boolean) => (isSeen = is) };
}

it('a thousand events in half a minute are six counts; the first comes at once, and the last is right', async () => {
  const { store, read } = aStore();
  for (let times = 0; times < 1_000; times++) {
    store.touch();
    await vi.advanceTimersByTimeAsync(30);
    if (times === 12) expect(read).toHaveBeenCalledTimes(1);
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(read.mock.calls.length).toBeLessThanOrEqual(8);
  expect(store.counts.get().all).toBe(read.mock.calls.length);
});

it('nothing is counted while nobody looks, and once when somebody does again', async () => {
  const { store, read, see } = aStore();
  see(false);
  for (let times = 0; times < 9; times++) store.touch();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(read).not.toHaveBeenCalled();
  see(true);
  store.wake();
  await vi.advanceTimersByTimeAsync(300);
  expect(read).toHaveBeenCalledTimes(1);
  store.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(read).toHaveBeenCalledTimes(1);
});

it('another filter is counted at once; whose does not matter to it', async () => {
  const { store, read } = aStore();
  store.setFilters({ status: 'open', assignee: 'me', unread: true });
  expect(read).not.toHaveBeenCalled();
  store.setFilters({ status: 'resolved' });
  expect(read).toHaveBeenCalledExactlyOnceWith({
    status: 'resolved',
    instanceId: undefined,
    kind: undefined,
  });
});
