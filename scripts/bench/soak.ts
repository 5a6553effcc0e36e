import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { makeTemporaryFolder } from '../lib/temporary';
import { percentile, table } from './figures';
import { phoneOf } from './ingest-traffic';
import { startLoad } from './load-process';
import { type Look, openLook } from './soak-look';
import { linkNumber, type Stage, setStage } from './stage';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    /** Webhooks a second. */
    rate: { type: 'string', default: '20' },
    /** Seconds between two messages that leave. */
    every: { type: 'string', default: '1' },
    streams: { type: 'string', default: '200' },
  },
});

const CHATS = 200;
const WARM_SECONDS = 20;
const LOOK_SECONDS = 15;
/** What of the last half's growth is still flat: see the goal in docs/testing.md. */
const FLAT = 0.05;

/** Steady traffic both ways with open event streams, and how memory, delays, connections and lag stand meanwhile. */
export async function main(): Promise<void> {
  const socketPath = join(makeTemporaryFolder('recado-soak-'), 'probe.sock');
  const probe = pathToFileURL(join(process.cwd(), 'scripts/bench/probe.mjs')).href;
  const stage = await setStage({
    NODE_OPTIONS: `--import=${probe}`,
    SOAK_SOCKET: socketPath,
    LIMIT_REQUESTS_PER_SECOND: '1000',
    LOG_LEVEL: 'warn',
  });
  const watcher = openLook(socketPath, stage.databaseUrl);
  try {
    await soak(stage, watcher);
  } finally {
    await watcher.close();
    await stage.close();
  }
}

async function soak(stage: Stage, watcher: ReturnType<typeof openLook>): Promise<void> {
  const instance = await linkNumber(stage, 'Soak');
  const streams = await openStreams(stage, Number(options.streams));
  const seconds = Number(options.minutes) * 60 + WARM_SECONDS + LOOK_SECONDS;
  const rate = Number(options.rate);
  const { app } = stage;
  const end = await startLoad({
    ...{ kind: 'http', host: '127.0.0.1', port: app.port, instance, rate, seconds },
    ...{ connections: 16, chats: CHATS, count: Math.ceil(rate * seconds) },
  });
  const ended = end(() => undefined);
  await pause(WARM_SECONDS * 1000);
  const sending = keepSending(stage, instance.id);
  const looks: Look[] = [];
  const until = performance.now() + Number(options.minutes) * 60_000;
  // The last look has as long a time behind it as the others.
  for (; until - performance.now() > LOOK_SECONDS * 500; await pause(LOOK_SECONDS * 1000))
    looks.push(await watcher.look());
  looks.push(await watcher.look());
  const { result } = await ended;
  const sent = await sending.stop();
  for (let tries = 0; tries < 60 && (await watcher.look()).outbox > 0; tries++) await pause(1_000);
  report(looks);
  const counts = await watcher.counts();
  const held = result.latencies.length / result.seconds;
  console.log(
    `\nThe rate of ${rate}/s was ${held >= 0.98 * rate && percentile(result.latencies, 0.99) < 1000 ? '' : 'NOT '}held.` +
      `\nWebhooks: ${result.latencies.length} acknowledged, ${result.failed} failed, until 200 p50 ${ms(percentile(result.latencies, 0.5))}, p99 ${ms(percentile(result.latencies, 0.99))}; ${counts.journaled} events in the journal.` +
      `\nSends: ${sent.accepted} accepted, ${sent.refused} refused, ${counts.sent} left, ${counts.failed} failed.` +
      `\nStreams: ${streams.open()} of ${options.streams} still open, ${streams.events()} events written to them.`,
  );
  await streams.close();
}

/** Event streams that are read and whose content is only counted. */
async function openStreams({ app, organization }: Stage, count: number) {
  const abort = new AbortController();
  const headers = { authorization: `Bearer ${organization.token}` };
  let [open, events] = [0, 0];
  const read = async (response: Response) => {
    open++;
    try {
      for await (const chunk of response.body ?? [])
        events +=
          Buffer.from(chunk as Uint8Array)
            .toString('latin1')
            .split('\n\n').length - 1;
    } catch {
      // Cut off: counted below.
    }
    open--;
  };
  const reading: Promise<void>[] = [];
  for (let n = 0; n < count; n++)
    reading.push(read(await fetch(`${app.url}/api/events`, { headers, signal: abort.signal })));
  return {
    open: () => open,
    events: () => events,
    close: async () => {
      abort.abort();
      await Promise.all(reading);
    },
  };
}

/** A message to one of the customers who write, every so often. */
function keepSending({ app, organization }: Stage, instanceId: string) {
  const headers = { authorization: `Bearer ${organization.token}`, 'content-type': 'application/json' };
  let [isOver, accepted, refused] = [false, 0, 0];
  const done = (async () => {
    for (let n = 0; !isOver; n++) {
      const body = JSON.stringify({ to: phoneOf(n % CHATS), text: `Resposta ${n}` });
      const url = `${app.url}/api/whatsapp/instances/${instanceId}/send`;
      const { status } = await fetch(url, { method: 'POST', headers, body });
      if (status === 202) accepted++;
      else refused++;
      await pause(Number(options.every) * 1000);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await done;
      return { accepted, refused };
    },
  };
}

function report(looks: Look[]): void {
  const [first, middle, last] = [looks[0], looks[Math.floor(looks.length / 2)], looks.at(-1)];
  if (!first || !middle || !last) return;
  const row = (name: string, value: (look: Look) => string) => [name, ...[first, middle, last].map(value)];
  console.log(
    `\n${options.rate} webhooks/s, a send every ${options.every} s, ${options.streams} event streams (production build, everything on this machine; memory after a collection, delays since the look before)\n`,
  );
  const rows = [
    row('RSS', ({ rss }) => mib(rss)),
    row('heap', ({ heapUsed }) => mib(heapUsed)),
    row('outside the heap', ({ external }) => mib(external)),
    row('event loop delay p50', ({ delay }) => ms(delay.p50)),
    row('… p99', ({ delay }) => ms(delay.p99)),
    row('… max', ({ delay }) => ms(delay.max)),
    row('files and sockets', ({ handles }) => String(handles)),
    row('database connections', ({ connections }) => String(connections)),
    row('journaled, not applied', ({ unapplied }) => String(unapplied)),
    row('waiting to leave', ({ outbox }) => String(outbox)),
    row('jobs due', ({ jobs }) => String(jobs)),
    row('database', ({ database }) => mib(database)),
  ];
  console.log(table(['', ...[first, middle, last].map(({ minutes }) => `${minutes.toFixed(1)} min`)], rows));
  console.log(
    `\nRSS in MiB, by tenths: ${tenths(looks).join(' ')}\n${verdict(looks, 'RSS', ({ rss }) => rss)}\n${verdict(looks, 'Heap', ({ heapUsed }) => heapUsed)}`,
  );
}

/** The mean of each tenth of the time, in MiB. */
function tenths(looks: Look[]): string[] {
  return Array.from({ length: 10 }, (_, tenth) => {
    const part = looks.slice(
      Math.floor((looks.length * tenth) / 10),
      Math.ceil((looks.length * (tenth + 1)) / 10),
    );
    return (part.reduce((sum, { rss }) => sum + rss, 0) / part.length / 1_048_576).toFixed(0);
  });
}

/** Over the last half, by a straight line through all looks, so that no single one decides. */
function verdict(looks: Look[], name: string, of: (look: Look) => number): string {
  const half = looks.slice(Math.floor(looks.length / 2));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [at, value] = [mean(half.map(({ minutes }) => minutes)), mean(half.map(of))];
  const slope =
    half.reduce((sum, look) => sum + (look.minutes - at) * (of(look) - value), 0) /
    half.reduce((sum, { minutes }) => sum + (minutes - at) ** 2, 0);
  const span = (half.at(-1)?.minutes ?? 0) - (half[0]?.minutes ?? 0);
  const growth = (slope * span) / value;
  return `${name} over the last half: ${(growth * 100).toFixed(1)} % (${mib(slope * 60)} an hour): ${growth <= FLAT ? 'flat' : 'GROWS'}.`;
}

const mib = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MiB`;
const ms = (value: number) => `${value.toFixed(1)} ms`;
