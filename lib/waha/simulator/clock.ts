/** Scaled timers of one simulator, all of which end with it. */
export interface Clock {
  /** Runs `task` after `ms` divided by the speed; the returned function cancels it. */
  after(ms: number, task: () => void): () => void;
  /** Resolves after `ms` divided by the speed, or at once when the simulator closes. */
  wait(ms: number): Promise<void>;
  /** Like `after`, for lifetimes: with speed 0 they stay real instead of vanishing. */
  lifetime(ms: number, task: () => void): () => void;
  /** Seconds as WhatsApp counts them. */
  seconds(): number;
  stop(): void;
}

/** A clock that divides waits by `speed`; speed 0 makes waits vanish and keeps lifetimes real. */
export function createClock(speed: number): Clock {
  const pending = new Map<NodeJS.Timeout, (() => void) | undefined>();
  const schedule = (ms: number, task: () => void, onStop?: () => void) => {
    const timer = setTimeout(() => {
      pending.delete(timer);
      task();
    }, ms);
    pending.set(timer, onStop);
    return () => {
      clearTimeout(timer);
      pending.delete(timer);
    };
  };
  const scaled = (ms: number) => (speed === 0 ? 0 : ms / speed);
  return {
    after: (ms, task) => schedule(scaled(ms), task),
    lifetime: (ms, task) => schedule(speed === 0 ? ms : ms / speed, task),
    wait: (ms) => new Promise((resolve) => schedule(scaled(ms), resolve, resolve)),
    seconds: () => Math.floor(Date.now() / 1000),
    stop() {
      for (const [timer, onStop] of pending) {
        clearTimeout(timer);
        onStop?.();
      }
      pending.clear();
    },
  };
}
