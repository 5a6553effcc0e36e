import type { Clock } from '../clock';
import { EngineError } from '../http/http-error';

/** Serialises lifecycle calls on one session name. */
export interface NameLock {
  /** Runs `task` alone for `name`; one that waits longer than the limit fails (500, as observed). */
  run<T>(name: string, task: () => Promise<T>): Promise<T>;
}

/** Lock with WAHA's 5 s wait (scaled); its error text comes from the async-lock package. */
export function createNameLock(clock: Clock, waitMs: number): NameLock {
  const tails = new Map<string, Promise<void>>();
  return {
    async run(name, task) {
      const before = tails.get(name) ?? Promise.resolve();
      let release: () => void = () => undefined;
      const mine = new Promise<void>((resolve) => {
        release = resolve;
      });
      tails.set(
        name,
        before.then(() => mine),
      );
      let timedOut = false;
      const limit = new Promise<void>((resolve) => {
        const cancel = clock.lifetime(waitMs, () => {
          timedOut = true;
          resolve();
        });
        void before.then(cancel);
      });
      await Promise.race([before, limit]);
      if (timedOut) {
        release();
        throw new EngineError(`async-lock timed out in queue ${name}`);
      }
      try {
        return await task();
      } finally {
        release();
      }
    },
  };
}
