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
  const socket = openSocket({ host: ['127.0.0.1'], port: [port] });
  await new Promise((resolve) => socket.once('connect', resolve));
  const pieces = vi.spyOn(socket, '_writev' as never);
  const lone = vi.spyOn(socket, '_write');
  for (const statement of ['a', 'b', 'c']) socket.write(statement);
  await vi.waitFor(() => expect(received.join('')).toBe('abc'));
  expect(pieces).toHaveBeenCalledTimes(1);
  expect(lone).not.toHaveBeenCalled();
  socket.destroy();
});

it('keeps what is written before it is connected, and tries several hosts in turn', async () => {
  received.length = 0;
  const nobody = await freePort();
  const outcomes = await Promise.all(
    Array.from({ length: 2 }, () => {
      const socket = openSocket({ host: ['127.0.0.1', '127.0.0.1'], port: [nobody, port] });
      socket.write('hello');
      return new Promise<string>((resolve) => {
        socket.once('error', ({ message }) =>
          resolve(message.includes('ECONNREFUSED') ? 'refused' : message),
        );
        socket.once('connect', () => resolve('connected'));
      });
    }),
  );
  expect(outcomes.sort()).toEqual(['connected', 'refused']);
  await vi.waitFor(() => expect(received.join('')).toBe('hello'));
});
