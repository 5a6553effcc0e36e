import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { freePort } from '../../db/embedded-server/ports';
import { cpuSeconds, machineSeconds } from './cpu';
import { type Point, report } from './ingest-report';
import { phoneOf } from './ingest-traffic';
import { type BenchInstance, textEvent } from './instance';
import { startLoad } from './load-process';
import { linkNumber, postWebhook, type Stage, setStage } from './stage';

const CHATS = 1000;
/** Deliveries prepared for one second of a point: more than it will take. */
const PER_SECOND = { route: 2500, listener: 8000, plain: 12_000 };
/** A server in use has long been compiled: V8 takes some ten thousand webhooks for it. */
const WARM_UP = { seconds: 12, connections: 32 };

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '1,8,32,64' },
    only: { type: 'string', default: 'plain,route,listener,single' },
  },
});

type Door = keyof typeof PER_SECOND;
type Run = { door: Door; port: number; connections: number; seconds?: number };

/**
 * Signed webhooks acknowledged per second, through the Next route and through the listener, beside the same rows
 * written one transaction each by a plain client. `--seconds`, `--connections` and `--only` choose what is run.
 */
export async function main(): Promise<void> {
  const port = await freePort();
  const stage = await setStage({ WEBHOOK_PORT: String(port), HOSTNAME: '127.0.0.1' });
  try {
    const instance = await linkNumber(stage, 'Bench');
    await openChats(stage, instance);
    await gatherStatistics(stage.databaseUrl);
    const ports = { plain: 0, route: stage.app.port, listener: port };
    const points: Point[] = [];
    const measure = async (name: Point['name'], run: Run) => {
      const point = { name, ...(await runPoint(stage, instance, run)) };
      console.log(`${name}, ${point.connections}: ${Math.round(point.rate)}/s`);
      points.push(point);
    };
    const wanted = options.only.split(',');
    for (const door of ['route', 'listener'] as const)
      if (wanted.includes(door)) await runPoint(stage, instance, { door, port: ports[door], ...WARM_UP });
    for (const connections of options.connections.split(',').map(Number)) {
      for (const door of ['plain', 'route', 'listener'] as const)
        if (wanted.includes(door)) await measure(door, { door, port: ports[door], connections });
      if (connections === 1 && wanted.includes('single')) await measureSingly(stage, measure);
    }
    report(points, CHATS);
  } finally {
    await stage.close();
  }
}

/** The same listener once more, each webhook in a transaction of its own. */
async function measureSingly(stage: Stage, measure: (name: 'single', run: Run) => Promise<void>) {
  const port = await freePort();
  const app = await stage.startApp({
    WEBHOOK_PORT: String(port),
    WEBHOOK_BATCH: '1',
    HOSTNAME: '127.0.0.1',
  });
  await measure('single', { door: 'listener', port, connections: 1 }).finally(app.stop);
}

/** One message in every chat, so that all of them exist: what is measured is the everyday. */
async function openChats(stage: Stage, instance: BenchInstance): Promise<void> {
  for (let chat = 0; chat < CHATS; chat += 20) {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        postWebhook(stage.app.url, instance, textEvent(phoneOf(chat + n), 'Oi')),
      ),
    );
  }
}

/** What autovacuum has done long ago on a database in use: until then Postgres plans as if its tables were empty. */
async function gatherStatistics(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  await sql`analyze`;
  await sql.end();
}

async function runPoint(
  stage: Stage,
  instance: BenchInstance,
  { door, port, connections, seconds = Number(options.seconds) }: Run,
): Promise<Omit<Point, 'name'>> {
  const common = { seconds, connections, chats: CHATS, count: PER_SECOND[door] * seconds };
  const end = await startLoad(
    door === 'plain'
      ? { ...common, kind: 'plain', databaseUrl: stage.databaseUrl, sessionName: instance.sessionName }
      : { ...common, kind: 'http', host: '127.0.0.1', port, instance },
  );
  const look = () => ({ ...cpuSeconds(), ...machineSeconds() });
  const before = look();
  const { result, seen } = await end(look);
  return {
    connections,
    rate: result.latencies.length / result.seconds,
    latencies: result.latencies,
    failed: result.failed,
    seconds: result.seconds,
    cpu: {
      load: result.cpu,
      server: seen.server - before.server,
      postgres: seen.postgres - before.postgres,
    },
    machine: { busy: seen.busy - before.busy, all: seen.all - before.all },
  };
}
