import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { log } from '@/lib/core/log';
import { env, environmentWith } from '@/lib/env';

/** Made by `bundle-thread.mjs`, whenever Next builds. */
const FILE = '.bundle/webhook-thread.cjs';
/** In MB: V8 counts three semi spaces, and the main thread's have 32 (`--max-semi-space-size`). */
const YOUNG_SPACE = 3 * 32;
const PAUSE_MS = { first: 100, longest: 10_000 };
/** One that lived for so long did not die of how it was started. */
const STEADY_MS = 60_000;

type Thread = {
  worker: Worker;
  /** Rejects with what ended it before it listened. */
  listening: Promise<void>;
  /** Resolves with what ended it. */
  ended: Promise<unknown>;
};

/**
 * The listener on `WEBHOOK_PORT` in a thread of its own, without Next: what Next puts around clocks, timers and random
 * numbers would be a third of a webhook's cost, and a page that is being rendered would hold webhooks up. One that dies is
 * started again; the rest of the process goes on meanwhile. Rejects when the port is taken. `stop` lets what was begun be answered.
 */
export async function startWebhookThread(): Promise<{ stop: () => Promise<void> }> {
  const stopping = new AbortController();
  const start = () => open(join(process.cwd(), FILE));
  const thread = start();
  await thread.listening;
  const kept = keep(thread, start, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return kept;
    },
  };
}

/** The file comes from outside: a name that Turbopack can make out it would build into a module of its own. */
function open(file: string): Thread {
  const worker = new Worker(file, {
    name: 'webhooks',
    env: environmentWith({ DATABASE_POOL_SIZE: shareOf(env().DATABASE_POOL_SIZE) }),
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_SPACE },
  });
  let fault: unknown;
  worker.once('error', (error) => {
    fault = error;
  });
  const ended = new Promise<unknown>((resolve) => {
    worker.once('exit', (code) => resolve(fault ?? new Error(`The thread ended with ${code}`)));
  });
  const listening = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    void ended.then(reject);
  });
  return { worker, listening, ended };
}

/** Connections on top of the process's own: webhooks go in batches, which need few. */
const shareOf = (poolSize: number) => Math.max(2, Math.ceil(poolSize / 2));

/** Resolves when it has ended because it had to. */
async function keep(first: Thread, start: () => Thread, stopping: AbortSignal): Promise<void> {
  let pause = PAUSE_MS.first;
  for (let thread = first; ; thread = start()) {
    const from = performance.now();
    const fault = await endOf(thread, stopping);
    if (stopping.aborted) return;
    if (performance.now() - from > STEADY_MS) pause = PAUSE_MS.first;
    log().error({ err: fault, pause }, 'The listener for webhooks died; it is started again');
    await setTimeout(pause, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return;
    pause = Math.min(pause * 2, PAUSE_MS.longest);
  }
}

/** Waits for its end, and tells it to come to one when it has to stop. */
async function endOf({ worker, listening, ended }: Thread, stopping: AbortSignal): Promise<unknown> {
  const tell = () => worker.postMessage('stop');
  stopping.addEventListener('abort', tell, { once: true });
  listening.catch(() => {});
  const fault = await ended;
  stopping.removeEventListener('abort', tell);
  return fault;
}
