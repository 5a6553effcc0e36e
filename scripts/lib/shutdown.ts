import { Fault } from './fault';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type Shutdown = {
  /** Remembers how to stop a part; parts stop in the reverse order of their start. */
  add: (stop: () => Promise<unknown>) => void;
  /** Stops what was started. May be called twice; both wait. */
  stopAll: () => Promise<void>;
  /** True from the first signal on. */
  isStopping: () => boolean;
};

/**
 * Stops all parts on Ctrl+C, SIGTERM or a closed terminal, in order, and then exits with 0. A second Ctrl+C
 * changes nothing: every part has its own limit, and the guards take what is left.
 */
export function shutdownOnSignals(say: (line: string) => void = () => {}): Shutdown {
  const stops: (() => Promise<unknown>)[] = [];
  let stopping: Promise<void> | undefined;
  const stopAll = () => {
    stopping ??= (async () => {
      for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
    })();
    return stopping;
  };
  for (const signal of SIGNALS) {
    process.on(signal, async () => {
      if (!stopping) say('\nStopping …');
      await stopAll();
      process.exit(0);
    });
  }
  return {
    add: (stop) => {
      // A part that comes up while we are already leaving goes at once.
      if (stopping) void stop();
      else stops.push(stop);
    },
    stopAll,
    isStopping: () => stopping !== undefined,
  };
}

/** Runs `work`; whatever it throws, the parts are stopped before the error goes on. */
export async function stopOnError<T>(shutdown: Shutdown, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Parts that fall because we stop them are no news.
    if (shutdown.isStopping()) return new Promise(() => {});
    await shutdown.stopAll();
    throw error instanceof Error ? error : new Fault(String(error));
  }
}
