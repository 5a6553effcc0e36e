import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Group } from '@/lib/conversations/group-schema';
import { GroupStore } from './group-store';

const aGroup = (size: number | null): Group => ({ people: [], size, isOwnAdmin: false });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks once for all who look at a group within ten minutes, and again when somebody came or went', async () => {
  let size = 3;
  const ask = vi.fn(async () => aGroup(size));
  const groups = new GroupStore(ask);
  await Promise.all([groups.read('a'), groups.read('a')]);
  await groups.read('a');
  expect(ask).toHaveBeenCalledTimes(1);
  size = 4;
  for (let times = 0; times < 50; times++) groups.changed('a');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(groups.of('a').get()?.size).toBe(4);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  await groups.read('a');
  expect(ask).toHaveBeenCalledTimes(3);
});

it('of a group that nobody looked at nothing is asked; while WhatsApp is away it is tried again soon', async () => {
  const ask = vi.fn(async () => aGroup(null));
  const groups = new GroupStore(ask);
  groups.changed('a');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).not.toHaveBeenCalled();
  await groups.read('a');
  await groups.read('a');
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(30_000);
  await groups.read('a');
  expect(ask).toHaveBeenCalledTimes(2);
});
