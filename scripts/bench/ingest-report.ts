import { percentile, table } from './figures';

/** The doors, `plain` SQL, and the listener with batches of one (`single`). */
export type Point = {
  name: 'plain' | 'route' | 'listener' | 'single';
  connections: number;
  /** Acknowledged per second. */
  rate: number;
  /** Milliseconds. */
  latencies: number[];
  failed: number;
  seconds: number;
  /** CPU seconds of each part. */
  cpu: { load: number; server: number; postgres: number };
  /** CPU seconds of the whole machine, used by anybody and there were. */
  machine: { busy: number; all: number };
};

const NAMES = {
  plain: 'plain SQL',
  route: 'Next route',
  listener: 'listener',
  single: 'listener, batches of one',
};

/** What is to be reached at 32 connections. */
const GOALS = [
  { name: 'route', rate: 600, p99: 150, ratio: 0 },
  { name: 'listener', rate: 4000, p99: 50, ratio: 1.5 },
] as const;

/** Prints a line for each point, then what was to be reached. */
export function report(points: Point[], chats: number): void {
  const head = ['', 'connections', 'per s', '× plain', 'p50', 'p99', 'failed'];
  const cpu = ['load µs', 'server µs', 'Postgres µs', 'others', 'bound by'];
  console.log(
    `\nSigned webhooks acknowledged (production build, durable commits, ${chats} chats, 20 % twins, 60 % messages and 40 % acks, all on this machine).\nµs: CPU time per webhook. others: the part of this machine that other programs took.\n`,
  );
  console.log(
    table(
      [...head, ...cpu],
      points.map((point) => toRow(point, points)),
    ),
  );
  console.log(`\n${[...goals(points), ...alone(points)].join('\n')}`);
}

/** The last one before it: the machine itself is not always as fast. */
const plainBeside = (point: Point, points: Point[]) =>
  points
    .slice(0, points.indexOf(point) + 1)
    .findLast(({ name, connections }) => name === 'plain' && connections === point.connections);

function toRow(point: Point, points: Point[]): (string | number)[] {
  const { name, connections, rate, latencies, failed, cpu } = point;
  const yardstick = plainBeside(point, points)?.rate;
  const each = (seconds: number) => Math.round((seconds / latencies.length) * 1e6);
  return [
    NAMES[name],
    connections,
    Math.round(rate),
    yardstick ? (rate / yardstick).toFixed(2) : '',
    ...[0.5, 0.99].map((part) => `${percentile(latencies, part).toFixed(1)} ms`),
    failed,
    ...[cpu.load, cpu.server, cpu.postgres].map(each),
    `${Math.round(othersOf(point) * 100)} %`,
    boundBy(point),
  ];
}

function othersOf({ cpu, machine }: Point): number {
  const ours = cpu.load + cpu.server + cpu.postgres;
  return machine.all > 0 ? Math.max(0, machine.busy - ours) / machine.all : 0;
}

/** A thread that is busy all the time, or all cores, bounds; if neither is, it is one waiting for the other. */
function boundBy(point: Point): string {
  const { name, cpu, machine, seconds } = point;
  const isServers = name !== 'plain';
  if (isServers && cpu.server / seconds > 0.85) return "the server's thread";
  if (!isServers && cpu.load / seconds > 0.85) return "the client's thread";
  if (machine.all > 0 && machine.busy / machine.all > 0.9)
    return othersOf(point) > 0.2 ? 'CPU, also of others' : 'CPU';
  return 'round trips and commits';
}

const mark = (isReached: boolean) => (isReached ? 'reached' : 'MISSED ');

function goals(points: Point[]): string[] {
  return GOALS.flatMap((goal) => {
    const point = points.find(({ name, connections }) => name === goal.name && connections === 32);
    if (!point) return [];
    const yardstick = plainBeside(point, points)?.rate;
    const p99 = percentile(point.latencies, 0.99);
    const line = (isReached: boolean, text: string) =>
      `${mark(isReached)}  ${NAMES[goal.name]}, 32 connections: ${text}`;
    return [
      line(point.rate >= goal.rate, `${Math.round(point.rate)}/s, at least ${goal.rate}`),
      line(p99 <= goal.p99, `p99 ${p99.toFixed(0)} ms, at most ${goal.p99}`),
      ...(goal.ratio && yardstick
        ? [
            line(
              point.rate >= goal.ratio * yardstick,
              `${(point.rate / yardstick).toFixed(2)} × plain SQL, at least ${goal.ratio}`,
            ),
          ]
        : []),
    ];
  });
}

/** Batches may not cost whoever comes alone: within a tenth, which is what two runs of the same differ by. */
function alone(points: Point[]): string[] {
  const single = points.find(({ name }) => name === 'single');
  const batched = points.find(({ name, connections }) => name === 'listener' && connections === 1);
  if (!single || !batched) return [];
  const ratio = batched.rate / single.rate;
  return [
    `${mark(ratio >= 0.9)}  listener, 1 connection: ${ratio.toFixed(2)} × the one with batches of one, no slower`,
  ];
}
