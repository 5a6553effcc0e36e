import { connect, createServer, type Server, type Socket } from 'node:net';
import postgres, { type Sql } from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import { withDeadline } from './deadline';
import { openSocket } from './socket';

/** A way to Postgres that can be cut: all connections over it end at once, as when the server is killed. */
async function startRoad() {
  const target = new URL(process.env.DATABASE_URL as string);
  const near = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const far = connect(Number(target.port), target.hostname);
    near.add(socket);
    socket.on('error', () => {}).on('close', () => near.delete(socket) && far.destroy());
    far.on('error', () => {}).on('close', () => socket.destroy());
    socket.pipe(far).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as { port: number }).port);
  return {
    url: url.href,
    cut: (how: 'end' | 'reset') => {
      for (const socket of near) how === 'reset' ? socket.resetAndDestroy() : socket.destroy();
    },
    close: () => {
      for (const socket of near) socket.destroy();
      server.close();
    },
  };
}

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(max: number) {
  const road = await startRoad();
  const options = { max, fetch_types: false, onnotice: () => {}, connect_timeout: 5, backoff: () => 0.01 };
  const client: Sql = withDeadline(postgres(road.url, { ...options, ...{ socket: openSocket } }));
  closers.push(() => client.end({ timeout: 0 }), road.close);
  return { road, client };
}

/** Longer than what postgres.js keeps back to send it with what follows. */
const PADDING = `/* ${'x'.repeat(2_000)} */`;

describe.each(['end', 'reset'] as const)('a connection that is lost (%s) in a transaction', (how) => {
  it.each(['', PADDING])(
    'gives no later statement the answer of another one',
    async (padding) => {
      const { road, client } = await start(2);
      for (let round = 0; round < 12; round++) {
        const work = Array.from({ length: 4 }, (_, n) =>
          client
            .begin(async (inside) => {
              await inside.unsafe(`select 1 ${padding}`);
              if (n === 0) setTimeout(() => road.cut(how), round % 4);
              try {
                await inside.unsafe(`select pg_sleep(0.05) ${padding}`);
              } catch (error) {
                await inside.unsafe(`select 'goes on' as answer ${padding}`).catch(() => {});
                throw error;
              }
            })
            .catch(() => 'lost'),
        );
        const alone = Array.from({ length: 6 }, (_, n) =>
          client
            .unsafe(`select ${n} as answer ${padding}`)
            .catch(() => client.unsafe(`select ${n} as answer ${padding}`))
            .catch(() => [{ answer: n }])
            .then((rows) => (rows as { answer?: unknown }[]).map(({ answer }) => answer)),
        );
        expect(await Promise.all(alone)).toEqual(Array.from({ length: 6 }, (_, n) => [n]));
        await Promise.all(work);
        const after = await Promise.all(
          Array.from({ length: 8 }, (_, n) =>
            client.unsafe(`select ${100 + n} as answer ${padding}`).catch(() => [{ answer: 100 + n }]),
          ),
        );
        expect(after.map((rows) => rows.map(({ answer }) => answer))).toEqual(
          Array.from({ length: 8 }, (_, n) => [100 + n]),
        );
      }
    },
    60_000,
  );
});

it.each(['', PADDING])(
  'what is asked for once a connection has failed goes over another one',
  async (padding) => {
    const { road, client } = await start(1);
    await client.unsafe('select 1');
    const ask = (answer: string) =>
      client.unsafe(`select '${answer}' as answer ${padding}`).then(([row]) => row?.answer as string);
    setTimeout(() => road.cut('reset'), 50);
    const again = client.unsafe(`select pg_sleep(5) ${padding}`).then(
      () => 'never cut',
      () => ask('again'),
    );
    expect(await again).toBe('again');
    for (const answer of ['a', 'b', 'c']) expect(await ask(answer)).toBe(answer);
  },
  20_000,
);
