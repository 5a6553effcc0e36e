import { setImmediate } from 'node:timers/promises';

/**
 * Self-clocking batches: while one piece of work is in flight, what arrives forms the next. No timer, so a lone item
 * waits for nothing but the end of the event loop's turn: what the same turn brings goes with it. `work` gets the items of one key in their order of arrival and answers one result for each.
 */
export class Batcher<Item, Result> {
  private readonly waiting = new Map<string, Entry<Item, Result>[]>();

  constructor(
    private readonly work: (key: string, items: Item[]) => Promise<Result[]>,
    private readonly maxItems: number,
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
      try {
        const results = await this.work(
          key,
          batch.map(({ item }) => item),
        );
        batch.forEach((entry, index) => {
          entry.resolve(results[index] as Result);
        });
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
  }
}

type Entry<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};
