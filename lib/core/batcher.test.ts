import { describe, expect, it, vi } from 'vitest';
import { Batcher } from './batcher';

describe('Batcher', () => {
  it('makes what arrives during a batch the next one, in order and with a limit', async () => {
    const batches: number[][] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const batcher = new Batcher<number, number>(async (_key, items) => {
      batches.push(items);
      if (batches.length === 1) await gate;
      return items.map((item) => item * 10);
    }, 3);
    const first = batcher.add('a', 1);
    await vi.waitFor(() => expect(batches).toEqual([[1]]));
    const results = Promise.all([2, 3, 4, 5].map((item) => batcher.add('a', item)));
    release();
    expect(await first).toBe(10);
    expect(await results).toEqual([20, 30, 40, 50]);
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('takes together what one turn of the event loop brings', async () => {
    const batches: number[][] = [];
    const batcher = new Batcher<number, number>(async (_key, items) => {
      batches.push(items);
      return items;
    }, 10);
    await Promise.all([1, 2, 3].map((item) => batcher.add('a', item)));
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('takes into the next batch what those it just answered send at once', async () => {
    const batches: number[] = [];
    const batcher = new Batcher<number, number>(async (_key, items) => {
      batches.push(items.length);
      await new Promise((resolve) => setImmediate(resolve));
      return items;
    }, 100);
    const client = async (delay: number) => {
      for (let turn = 0; turn < delay; turn++) await new Promise((resolve) => setImmediate(resolve));
      for (let item = 0; item < 3; item++) {
        await batcher.add('a', item);
        for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await Promise.all([client(0), client(2)]);
    expect(batches).toEqual([1, 2, 2, 1]);
  });

  it('begins the next batch beside one that hands over once many wait, and only so many over all', async () => {
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const batcher = new Batcher<number, number>(
      async (key, items, handOver) => {
        begun.push(`${key}${items.length}`);
        handOver();
        await new Promise<void>((resolve) => ends.push(resolve));
        return items;
      },
      100,
      1,
    );
    const add = (key: string, count: number) =>
      Promise.all(Array.from({ length: count }, (_, item) => batcher.add(key, item)));
    const turn = async () => {
      for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    };
    const first = [add('a', 1), add('b', 1)];
    await vi.waitFor(() => expect(begun).toEqual(['a1', 'b1']));
    const second = [add('a', 23), add('b', 30)];
    await turn();
    expect(begun).toEqual(['a1', 'b1', 'b30']);
    const third = add('a', 30);
    await turn();
    expect(begun).toHaveLength(3);
    ends[0]?.();
    await vi.waitFor(() => expect(begun).toEqual(['a1', 'b1', 'b30', 'a53']));
    for (const end of ends) end();
    await expect(Promise.all([...first, ...second, third])).resolves.toHaveLength(5);
  });

  it('keeps keys apart and fails only the batch that failed', async () => {
    const batcher = new Batcher<string, string>(async (key, items) => {
      if (items.includes('bad')) throw new Error('no');
      return items.map((item) => key + item);
    }, 10);
    const [a, bad, b] = await Promise.allSettled([
      batcher.add('a', '1'),
      batcher.add('x', 'bad'),
      batcher.add('b', '2'),
    ]);
    expect([a, b]).toEqual([
      { status: 'fulfilled', value: 'a1' },
      { status: 'fulfilled', value: 'b2' },
    ]);
    expect(bad.status).toBe('rejected');
    await expect(batcher.add('x', '3')).resolves.toBe('x3');
  });
});
