import { createServer, type Server } from 'node:net';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { isDatabaseAway } from '@/lib/core/database-errors';
import { freePort } from './embedded-server/ports';
import { asLoss } from './loss';
import { openPool } from './pool';

const refusal = (severity: string, code: string) =>
  Object.assign(new pg.DatabaseError('said by Postgres', 1, 'error'), { severity, code });
const said = (message: string, code?: string) => Object.assign(new Error(message), { code });

describe('asLoss', () => {
  it.each([
    ['Postgres ends the connection', refusal('FATAL', '57P05')],
    ['a pooler ends it', refusal('FATAL', '08P01')],
    ['no road leads there', said('connect EHOSTUNREACH 10.0.0.1:5432', 'EHOSTUNREACH')],
    ['the other end went first', said('This socket has been ended by the other party', 'EPIPE')],
    ['it was destroyed', said('Cannot call write after a stream was destroyed', 'ERR_STREAM_DESTROYED')],
    ['TLS broke', said('bad record mac', 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC')],
    ['pg says so', said('Connection terminated unexpectedly')],
  ])('means that the database is away where %s', (_, fault) => {
    expect(isDatabaseAway(asLoss(fault))).toBe(true);
  });

  it.each([
    ['an answer', refusal('ERROR', '23505')],
    ['a mistake of ours', said('The "string" argument must be of type string', 'ERR_INVALID_ARG_TYPE')],
    ['what is no error', 'no error'],
  ])('leaves %s as it is', (_, fault) => {
    expect(asLoss(fault)).toBe(fault);
  });
});

describe('a database that can’t be reached', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function faultOf(url: string): Promise<unknown> {
    const pool = openPool(url, { max: 1, idleSeconds: 0, isPrepared: true });
    const fault = await pool.query('select 1').catch((error: unknown) => error);
    await pool.end();
    return fault;
  }

  it('is away where none of a name’s addresses answers', async () => {
    expect(isDatabaseAway(await faultOf(`postgres://nobody@localhost:${await freePort()}/none`))).toBe(true);
  });

  it.each(['', '?sslmode=no-verify'])(
    'is away where the connection ends before it began (%s)',
    async (settings) => {
      const port = await freePort();
      server = createServer((socket) => socket.once('data', () => socket.write('S', () => socket.destroy())));
      await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
      expect(isDatabaseAway(await faultOf(`postgres://nobody@127.0.0.1:${port}/none${settings}`))).toBe(true);
    },
  );
});
