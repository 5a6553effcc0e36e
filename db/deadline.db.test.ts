import { connect, createServer, type Server, type Socket } from 'node:net';
import postgres, { type Sql } from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import { isDatabaseAway } from '@/lib/core/database-errors';
import { withDeadline } from './deadline';

/** A way to Postgres that can be stopped up: what comes then is taken and never passed on. */
async function startRoad(): Promise<{ url: string; isOpen: boolean; close: () => void }> {
  const target = new URL(process.env.DATABASE_URL as string);
  const sockets = new Set<Socket>();
  const road = { url: '', isOpen: true, close: () => {} };
  const server: Server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    near.on('data', (data) => road.isOpen && far.write(data)).on('close', () => far.destroy());
    far.on('data', (data) => near.write(data)).on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as { port: number }).port);
  road.url = url.href;
  road.close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return road;
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function start(deadlineMs: number) {
  const road = await startRoad();
  const client: Sql = withDeadline(
    postgres(road.url, { max: 1, fetch_types: false, onnotice: () => {} }),
    deadlineMs,
  );
  closers.push(road.close, () => void client.end({ timeout: 0 }));
  return { road, client };
}

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a server that went silent', () => {
  it('ends a statement as one that is away, and what waits behind it too', async () => {
    const { road, client } = await start(300);
    expect(await client.unsafe('select 1 as one')).toMatchObject([{ one: 1 }]);
    road.isOpen = false;
    const faults = await Promise.all([
      faultOf(client.unsafe('select 2')),
      faultOf(client.unsafe('select 3')),
      faultOf(client.begin(() => 'never begun')),
    ]);
    expect(faults.map(isDatabaseAway)).toEqual([true, true, true]);
  });

  it('ends a transaction at its next statement, though its rollback is never answered', async () => {
    const { road, client } = await start(300);
    const work = client.begin(async (transaction) => {
      await transaction.unsafe('select 1');
      road.isOpen = false;
      await transaction.unsafe('select 2');
    });
    expect(isDatabaseAway(await faultOf(work))).toBe(true);
  });

  it('lets what is answered in time alone', async () => {
    const { client } = await start(1_500);
    const slow = client.begin(async (transaction) => {
      for (let n = 0; n < 4; n++) await transaction.unsafe('select pg_sleep(0.5)');
      return 'done';
    });
    expect(await slow).toBe('done');
  });
});
