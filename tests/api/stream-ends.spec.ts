import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from '@playwright/test';
import { type Ground, test } from './support/ground';
import { openStream } from './support/stream';
import { waitFor } from './support/wait';

/** The connection on which a process hears what changed: open while it has a stream. */
const listeners = async ({ sql }: Ground): Promise<number> =>
  (
    await sql`select 1 from pg_stat_activity where datname = current_database() and query like 'listen %changes%'`
  ).length;

/** Opens a stream, sees that it is counted, closes it and waits until the server has none. */
async function leaveAsLast(ground: Ground): Promise<void> {
  const headers = { authorization: `Bearer ${ground.organization.token}` };
  const stream = await openStream(ground.server().url, headers);
  await stream.next('ready');
  expect(await listeners(ground)).toBe(1);
  stream.close();
  await waitFor(
    () => listeners(ground),
    (count) => count === 0,
    { what: 'no stream to be left', timeoutMs: 10_000 },
  );
}

test('a stream that was only asked about (HEAD) does not stay open', async ({ ground }) => {
  const headers = { authorization: `Bearer ${ground.organization.token}` };
  const answer = await fetch(`${ground.server().url}/api/events`, { method: 'HEAD', headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect((await fetch(`${ground.server().url}/api/events`, { method: 'HEAD' })).status).toBe(401);
  await leaveAsLast(ground);
});

test('a stream whose reader left before it began does not stay open', async ({ ground }) => {
  const { port } = ground.server();
  const request = `GET /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${ground.organization.token}\r\n\r\n`;
  for (let n = 0; n < 20; n++) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(request, () => socket.destroy());
    await once(socket, 'close');
  }
  await leaveAsLast(ground);
});
