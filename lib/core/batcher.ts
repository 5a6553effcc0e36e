import { setImmediate } from 'node:timers/promises';

/**
 * Carries out the items of one key in their order of arrival, and answers one result for each. `handOver` says that the
 * next batch of this key may begin beside this one; without it, it begins when this one has ended.
 */
type Work<Item, Result> = (key: string, items: Item[], handOver: () => void) => Promise<Result[]>;

/**
 * Self-clocking batches: while one piece of work is in flight, what arrives forms the next. No timer, so a lone item
 * waits for nothing but the end of the event loop's turn: what the same turn brings goes with it.
 */
export class Batcher<Item, Result> {
  private readonly waiting = new Map<string, Entry<Item, Result>[]>();

  private beside = 0;

  /** `maxBeside`: how many batches may have another of their key beside them, over all keys. */
  constructor(
    private readonly work: Work<Item, Result>,
    private readonly maxItems: number,
    private readonly maxBeside = 0,
  ) {}

  /** Resolves when the batch that holds the item is done; rejects when that batch failed. */
  add(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const entry = { item, resolve, reject };
      const queue = this.waiting.get(key);
      if (queue) queue.push(entry);
      else {
        this.waiting.set(key, [entry]);
        void this.run(key);
      }
    });
  }

  private async run(key: string): Promise<void> {
    for (;;) {
      await setImmediate();
      const queue = this.waiting.get(key) ?? [];
      if (queue.length === 0) {
        this.waiting.delete(key);
        return;
      }
      const batch = queue.splice(0, this.maxItems);
      await new Promise<void>((next) => void this.carryOut(key, batch, next).then(next));
    }
  }

  private async carryOut(key: string, batch: Entry<Item, Result>[], next: () => void): Promise<void> {
    let hasHandedOver = false;
    const handOver = () => {
      if (hasHandedOver || this.beside >= this.maxBeside) return;
      hasHandedOver = true;
      this.beside++;
      next();
    };
    try {
      const items = batch.map(({ item }) => item);
      const results = await this.work(key, items, handOver);
      batch.forEach((entry, index) => {
        entry.resolve(results[index] as Result);
      });
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    } finally {
      if (hasHandedOver) this.beside--;
    }
  }
}

type Entry<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};
