import { setImmediate } from 'node:timers/promises';

/**
 * Carries out the items of one key in their order of arrival, and answers one result for each. `handOver` says that the
 * next batch of this key may begin beside this one as soon as it is worth it; without it, it begins when this one has ended.
 */
type Work<Item, Result> = (key: string, items: Item[], handOver: () => void) => Promise<Result[]>;

/** So many must wait before a batch begins beside another: what a smaller one costs by itself is more than it gains. */
const WORTH_BESIDE = 24;

/** Whoever was just answered speaks again at once: so many turns of the event loop that bring nothing say that all did. */
const QUIET_TURNS = 4;

/**
 * Self-clocking batches: while one piece of work is in flight, what arrives forms the next. No timer, so a lone item
 * waits for nothing but the end of the event loop's turn: what the same turn brings goes with it. A batch that follows
 * another also takes along what those answered by it send next: otherwise two halves would take turns for ever, each
 * with the costs of a whole.
 */
export class Batcher<Item, Result> {
  private readonly lanes = new Map<string, Lane<Item, Result>>();
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
      const lane = this.lanes.get(key);
      if (lane) {
        lane.waiting.push(entry);
        lane.onWaiting();
      } else {
        const opened = { waiting: [entry], onWaiting: () => {} };
        this.lanes.set(key, opened);
        void this.run(key, opened);
      }
    });
  }

  private async run(key: string, lane: Lane<Item, Result>): Promise<void> {
    await setImmediate();
    while (lane.waiting.length > 0) {
      const batch = lane.waiting.splice(0, this.maxItems);
      await new Promise<void>((next) => void this.carryOut(key, lane, batch, next).then(next));
      await this.gather(lane);
    }
    this.lanes.delete(key);
  }

  /** Lets in what comes, turn by turn, as long as more comes. */
  private async gather({ waiting }: Lane<Item, Result>): Promise<void> {
    await setImmediate();
    for (
      let quiet = 0;
      quiet < QUIET_TURNS && waiting.length > 0 && waiting.length < this.maxItems;
      quiet++
    ) {
      const before = waiting.length;
      await setImmediate();
      if (waiting.length > before) quiet = -1;
    }
  }

  /** `next` begins the next batch. */
  private async carryOut(
    key: string,
    lane: Lane<Item, Result>,
    batch: Entry<Item, Result>[],
    next: () => void,
  ) {
    let isAccompanied = false;
    const accompany = () => {
      if (isAccompanied || lane.waiting.length < WORTH_BESIDE || this.beside >= this.maxBeside) return;
      isAccompanied = true;
      this.beside++;
      lane.onWaiting = () => {};
      next();
    };
    const handOver = () => {
      lane.onWaiting = accompany;
      accompany();
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
      if (isAccompanied) this.beside--;
      else lane.onWaiting = () => {};
    }
  }
}

/** What waits under one key; `onWaiting` hears of each that comes. */
type Lane<Item, Result> = { waiting: Entry<Item, Result>[]; onWaiting: () => void };

type Entry<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};
