import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { freePort } from './embedded-server/ports';
import { openSocket } from './socket';

const received: string[] = [];
const accepted: Socket[] = [];
const server = createServer((socket) => {
  accepted.push(socket);
  socket.on('data', (chunk) => received.push(String(chunk)));
});
let port = 0;

beforeAll(async () => {
  port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
});
afterAll(() => {
  for (const socket of accepted) socket.destroy();
  server.close();
});

it('sends in one piece what one turn of the program writes, in its order', async () => {
  const socket = openSocket();
  socket.connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const pieces = vi.spyOn(socket, '_writev' as never);
  const lone = vi.spyOn(socket, '_write');
  for (const statement of ['a', 'b', 'c']) {
    socket.cork();
    socket.write(statement);
    socket.uncork();
  }
  await vi.waitFor(() => expect(received.join('')).toBe('abc'));
  expect(pieces).toHaveBeenCalledTimes(1);
  expect(lone).not.toHaveBeenCalled();
  socket.destroy();
});
