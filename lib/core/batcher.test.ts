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

  it('begins the next batch beside one that hands over, and no more than it may', async () => {
    const running: Record<string, () => void> = {};
    const batcher = new Batcher<string, string>(
      async (_key, items, handOver) => {
        handOver();
        await new Promise<void>((resolve) => {
          running[items.join()] = resolve;
        });
        return items;
      },
      1,
      1,
    );
    const results = ['one', 'two', 'three'].map((item) => batcher.add('a', item));
    const other = ['x', 'y'].map((item) => batcher.add('b', item));
    await vi.waitFor(() => expect(Object.keys(running)).toEqual(['one', 'x', 'two']));
    await new Promise((resolve) => setImmediate(resolve));
    expect(Object.keys(running)).toEqual(['one', 'x', 'two']);
    running.one?.();
    running.two?.();
    await expect(results[0]).resolves.toBe('one');
    await expect(results[1]).resolves.toBe('two');
    running.x?.();
    await vi.waitFor(() => expect(Object.keys(running)).toEqual(['one', 'x', 'two', 'three', 'y']));
    running.three?.();
    running.y?.();
    await expect(Promise.all([...results, ...other])).resolves.toEqual(['one', 'two', 'three', 'x', 'y']);
  });

  it('begins the next batch beside one that hands over only once as many wait', async () => {
    const begun: number[][] = [];
    const batcher = new Batcher<number, number>(
      async (_key, items, handOver) => {
        begun.push(items);
        handOver();
        await new Promise<never>(() => {});
        return items;
      },
      10,
      1,
    );
    for (const item of [1, 2]) void batcher.add('a', item);
    await vi.waitFor(() => expect(begun).toEqual([[1, 2]]));
    void batcher.add('a', 3);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toHaveLength(1);
    void batcher.add('a', 4);
    await vi.waitFor(() =>
      expect(begun).toEqual([
        [1, 2],
        [3, 4],
      ]),
    );
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
