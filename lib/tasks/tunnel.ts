import { setTimeout as pause } from 'node:timers/promises';
import { database } from '@/db/client';
import { log } from '@/lib/core/log';
import { setWebhookBase } from '@/lib/instances/take-down';
import { addJob } from '@/lib/jobs/add-job';

/** A way in from outside: where it is now, null once it is lost. */
export type Tunnel = { url: () => string | null; close: () => Promise<void> };

/** Opens a tunnel that ends at a port of this machine. Whoever offers tunnels stands behind this. */
export type OpenTunnel = (port: number) => Promise<Tunnel>;

const LOOK_MS = 2_000;
const FIRST_MS = 1_000;
const MOST_MS = 60_000;
/** Whoever offers it may be out of reach: the process does not wait for that when it leaves. */
const CLOSE_MS = 2_000;

/**
 * Keeps a tunnel open and has WAHA call through it: each time its address is another one, every number's webhook is put
 * anew. A tunnel that is lost is opened again, at growing distance. `stop` closes it.
 */
export function keepTunnel(open: OpenTunnel, port: number, lookMs = LOOK_MS): { stop: () => Promise<void> } {
  const abort = new AbortController();
  const rest = (ms: number) => pause(ms, undefined, { signal: abort.signal }).catch(() => {});
  const done = (async () => {
    for (let failures = 0; !abort.signal.aborted; failures++) {
      const isUsed = await holdOne(open, port, () => rest(lookMs), abort.signal);
      if (isUsed) failures = 0;
      await rest(Math.min(MOST_MS, FIRST_MS * 2 ** failures));
    }
  })();
  return {
    stop: async () => {
      abort.abort();
      await Promise.race([done, pause(CLOSE_MS)]);
      setWebhookBase(undefined);
    },
  };
}

/** One tunnel until it is lost; false when it never was one. */
async function holdOne(open: OpenTunnel, port: number, rest: () => Promise<void>, signal: AbortSignal) {
  let known: string | undefined;
  let tunnel: Tunnel | undefined;
  try {
    tunnel = await open(port);
    for (let url = tunnel.url(); url && !signal.aborted; url = tunnel.url()) {
      if (url !== known) await announce(url);
      known = url;
      await rest();
    }
  } catch (error) {
    log().warn({ err: error }, 'A tunnel could not be opened, or was lost');
  }
  await tunnel?.close().catch(() => {});
  return known !== undefined;
}

async function announce(url: string): Promise<void> {
  setWebhookBase(url.replace(/\/+$/, ''));
  log().info({ url }, 'WAHA calls through a tunnel');
  await addJob(database(), 'reconcile', {}, { key: 'reconcile:tunnel' });
}
