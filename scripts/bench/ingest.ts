import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { freePort } from '../../db/embedded-server/ports';
import { cpuSeconds } from './cpu';
import { percentile, table } from './figures';
import type { LoadJob, LoadResult } from './ingest-load';
import { phoneOf } from './ingest-traffic';
import { type BenchInstance, textEvent } from './instance';
import { linkNumber, postWebhook, type Stage, setStage } from './stage';

const CHATS = 1000;
/** Deliveries prepared for one second of a point: more than it will take. */
const PER_SECOND = { route: 2500, listener: 14_000, plain: 12_000 };

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '1,8,32,64' },
    only: { type: 'string', default: 'plain,route,listener,single' },
  },
});

type Door = keyof typeof PER_SECOND;
type Point = { name: string; connections: number; rate: number; cells: (string | number)[] };

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
    const points: Point[] = [];
    const measure = async (name: string, door: Door, at: number, connections: number) => {
      const point = await runPoint(stage, { name, door, port: at, connections, instance });
      console.log(`${name}, ${connections}: ${Math.round(point.rate)}/s`);
      points.push(point);
    };
    const wanted = options.only.split(',');
    for (const connections of options.connections.split(',').map(Number)) {
      if (wanted.includes('plain')) await measure('plain SQL', 'plain', 0, connections);
      if (wanted.includes('route')) await measure('Next route', 'route', stage.app.port, connections);
      if (wanted.includes('listener')) await measure('listener', 'listener', port, connections);
    }
    if (wanted.includes('single')) {
      const single = await freePort();
      const app = await stage.startApp({
        WEBHOOK_PORT: String(single),
        WEBHOOK_BATCH: '1',
        HOSTNAME: '127.0.0.1',
      });
      await measure('listener, batches of one', 'listener', single, 1).finally(app.stop);
    }
    report(points);
  } finally {
    await stage.close();
  }
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

type PointOptions = { name: string; door: Door; port: number; connections: number; instance: BenchInstance };

async function runPoint(
  stage: Stage,
  { name, door, port, connections, instance }: PointOptions,
): Promise<Point> {
  const seconds = Number(options.seconds);
  const common = { seconds, connections, chats: CHATS, count: PER_SECOND[door] * seconds };
  const job: LoadJob =
    door === 'plain'
      ? { ...common, kind: 'plain', databaseUrl: stage.databaseUrl, sessionName: instance.sessionName }
      : { ...common, kind: 'http', host: '127.0.0.1', port, instance };
  const load = fork(new URL('./ingest-load.ts', import.meta.url), {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    serialization: 'advanced',
  });
  load.send(job);
  await once(load, 'message');
  const before = cpuSeconds();
  const [result] = (await once(load, 'message')) as [LoadResult];
  const after = cpuSeconds();
  const share = (used: number) => `${Math.round((used / result.seconds) * 100)} %`;
  const rate = result.latencies.length / result.seconds;
  const ms = (part: number) => `${percentile(result.latencies, part).toFixed(1)} ms`;
  return {
    name,
    connections,
    rate,
    cells: [
      ...[ms(0.5), ms(0.99), result.failed],
      ...[share(result.cpu), share(after.server - before.server), share(after.postgres - before.postgres)],
      loadavg()[0]?.toFixed(1) ?? '',
    ],
  };
}

function report(points: Point[]): void {
  const plain = (connections: number) =>
    points.find((point) => point.name === 'plain SQL' && point.connections === connections)?.rate;
  const rows = points.map(({ name, connections, rate, cells }) => {
    const yardstick = plain(connections);
    return [name, connections, Math.round(rate), yardstick ? (rate / yardstick).toFixed(2) : '', ...cells];
  });
  const header = ['', 'connections', 'per s', '× plain', 'p50', 'p99', 'failed'];
  console.log(
    `\nSigned webhooks acknowledged (production build, durable commits, ${CHATS} chats, 20 % twins, 60 % messages and 40 % acks, all on this machine)\n`,
  );
  console.log(table([...header, 'CPU load', 'CPU server', 'CPU Postgres', 'load avg'], rows));
}
