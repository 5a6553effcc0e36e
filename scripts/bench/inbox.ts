import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { closeDatabase } from '../../db/client';
import { startEmbeddedPostgres } from '../../db/embedded';
import { migrateDatabase } from '../../db/migrate';
import { env } from '../../lib/env';
import { startTestApp, TEST_AUTH_SECRET } from '../../tests/setup/test-app';
import { makeTemporaryFolder } from '../lib/temporary';
import { seedLarge } from '../seed/large';
import { cpuSeconds, machineSeconds } from './cpu';
import { table } from './figures';
import { measurePage, pageRows } from './inbox-page';
import { measureQueries, type QueryFigures, TARGETS } from './inbox-queries';

const { values: options } = parseArgs({
  options: {
    conversations: { type: 'string', default: '100000' },
    messages: { type: 'string', default: '1000000' },
    /** How often each query is asked. */
    turns: { type: 'string', default: '60' },
    /** How many chat switches the memory is watched over. */
    switches: { type: 'string', default: '2000' },
    /** `queries` leaves the browser out. */
    only: { type: 'string', default: 'all' },
  },
});

type Size = { conversations: number; messages: number };
type Result = { size: Size; queries: QueryFigures[]; page: ReturnType<typeof pageRows> };

/**
 * List, thread and search on a hundredth of the data and on all of it: in Postgres with the plans, and in a browser.
 * Exits with 1 where a target is missed or a large table is read from beginning to end.
 */
export async function main(): Promise<void> {
  process.env.AUTH_SECRET = TEST_AUTH_SECRET;
  const full = { conversations: Number(options.conversations), messages: Number(options.messages) };
  const part = {
    conversations: Math.max(200, Math.round(full.conversations / 100)),
    messages: Math.max(2_000, Math.round(full.messages / 100)),
  };
  const [small, large] = [await measureSize(part), await measureSize(full)];
  report(small, large);
}

/** A database of that size on a server of its own, measured and thrown away. */
async function measureSize(size: Size): Promise<Result> {
  const dataDir = makeTemporaryFolder('recado-bench-');
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  try {
    await migrateDatabase(postgres.url);
    env().DATABASE_URL = postgres.url;
    const from = performance.now();
    const seeded = await seedLarge(size);
    const seconds = Math.round((performance.now() - from) / 1000);
    console.log(
      `${size.conversations.toLocaleString('en')} conversations, ${size.messages.toLocaleString('en')} messages: seeded in ${seconds} s`,
    );
    const others = watchOthers();
    const queries = await measureQueries(postgres.url, seeded.organizationId, Number(options.turns));
    console.log(
      `While the queries were timed other programs took ${Math.round(others() * 100)} % of the machine: not near 0, only the CPU says something.`,
    );
    const page = options.only === 'queries' ? [] : await measureInBrowser(postgres.url, dataDir, seeded);
    return { size, queries, page };
  } finally {
    await closeDatabase();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureInBrowser(
  databaseUrl: string,
  dataDir: string,
  person: { email: string; password: string },
): Promise<Result['page']> {
  // Nobody listens there: the numbers are for looking at.
  const simulator = { url: 'http://127.0.0.1:9', apiKey: 'none' };
  const app = await startTestApp({ databaseUrl, simulator, dataDir });
  try {
    return pageRows(await measurePage(app.url, person, Number(options.switches)));
  } finally {
    await app.stop();
  }
}

function report(small: Result, large: Result): void {
  const ms = (value: number) => value.toFixed(1);
  const missed: string[] = [];
  const rows = large.queries.map((figures) => {
    const { kind, name, p50, p95, postgresCpu, ownCpu, seqScans } = figures;
    const before = small.queries.find((one) => one.kind === kind && one.name === name);
    if (p95 > TARGETS[kind]) missed.push(`${kind}, ${name}: p95 ${ms(p95)} ms, ${TARGETS[kind]} wanted`);
    if (seqScans.length > 0) missed.push(`${kind}, ${name}: reads all of ${seqScans.join(', ')}`);
    return [
      `${kind}: ${name}`,
      ms(before?.p50 ?? 0),
      ms(before?.p95 ?? 0),
      ms((before?.postgresCpu ?? 0) + (before?.ownCpu ?? 0)),
      ms(p50),
      ms(p95),
      ms(postgresCpu),
      ms(ownCpu),
      seqScans.length > 0 ? `all of ${seqScans.join(', ')}` : `${figures.indexes.length} indexes`,
    ];
  });
  const heading = ['ms', '1/100 p50', 'p95', 'CPU', 'all p50', 'p95', 'CPU Postgres', 'ours', 'plan'];
  console.log(`\n${table(heading, rows)}\n`);
  const pages = large.page.map(([name, p50, p95, isMet], index) => {
    if (!isMet) missed.push(`${name}: ${p95}`);
    return [name, small.page[index]?.[1] ?? '', small.page[index]?.[2] ?? '', p50, p95];
  });
  if (pages.length > 0)
    console.log(`${table(['in the browser', '1/100 p50', 'p95', 'all p50', 'p95'], pages)}\n`);
  for (const line of missed) console.log(`MISSED  ${line}`);
  if (missed.length > 0) process.exitCode = 1;
  else console.log('Every target is met.');
}

/** The share of the machine that programs take which are none of ours; 0 where nobody can tell. */
function watchOthers(): () => number {
  const ours = () => {
    const own = process.cpuUsage();
    return cpuSeconds().postgres + (own.user + own.system) / 1e6;
  };
  const [before, oursBefore] = [machineSeconds(), ours()];
  return () => {
    const now = machineSeconds();
    const theirs = now.busy - before.busy - (ours() - oursBefore);
    return Math.max(0, theirs / (now.all - before.all || 1));
  };
}
