import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { openStream, type StreamOptions } from './stream';

const KEY = 'not-for-anybody';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server whose `/ws` is ours to play with. */
async function peer(options: { autoPong?: boolean } = {}) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...options });
  await once(server, 'listening');
  closing.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  const asked: string[] = [];
  const met = new Promise<WebSocket>((resolve) =>
    server.once('connection', (socket, request) => {
      asked.push(request.url ?? '');
      resolve(socket);
    }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, met, asked };
}

function open(url: string, options: Partial<StreamOptions> = {}, allowedRanges?: string[]) {
  const abort = new AbortController();
  closing.push(() => abort.abort());
  return openStream(
    { url, apiKey: KEY, allowedRanges },
    { events: ['message.any', 'session.status'], onFrame: () => {}, signal: abort.signal, ...options },
  );
}

describe('openStream', () => {
  it('asks for all sessions and the events that are wanted, with the key where WAHA takes it, and tells them in order', async () => {
    const { url, met, asked } = await peer();
    const frames: string[] = [];
    const stream = await open(url, { onFrame: (frame) => frames.push(frame.toString()) });
    const socket = await met;
    expect(asked).toEqual([`/ws?session=*&events=message.any&events=session.status&x-api-key=${KEY}`]);
    for (let n = 0; n < 50; n++) socket.send(String(n));
    socket.close(1008);
    expect(await stream.closed).toEqual({ code: 1008 });
    expect(frames).toEqual(Array.from({ length: 50 }, (_, n) => String(n)));
  });

  it('gives up a peer that answers no ping, and keeps one that does', async () => {
    const [dead, alive] = [await peer({ autoPong: false }), await peer()];
    const [lost, kept] = [await open(dead.url, { pingMs: 40 }), await open(alive.url, { pingMs: 40 })];
    const first = await Promise.race([
      lost.closed.then(() => 'the dead one'),
      kept.closed.then(() => 'the living one'),
    ]);
    expect(first).toBe('the dead one');
    let isOpen = true;
    void kept.closed.then(() => {
      isOpen = false;
    });
    const [, again] = await Promise.all([alive.met, open(alive.url)]);
    again.close();
    await again.closed;
    expect(isOpen).toBe(true);
  });

  it('ends with its signal, also while it is being opened', async () => {
    const silent = createServer();
    silent.on('upgrade', () => {});
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    closing.push(() => silent.close());
    const abort = new AbortController();
    const opening = open(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`, {
      signal: abort.signal,
    });
    abort.abort();
    await expect(opening).rejects.toMatchObject({ kind: 'unreachable' });
    closing.push(() => silent.closeAllConnections());
  });

  it('says nothing of the key when it fails', async () => {
    const moved = createServer();
    moved.on('upgrade', (_, socket) => socket.end('HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\n\r\n'));
    moved.listen(0, '127.0.0.1');
    await once(moved, 'listening');
    closing.push(() => moved.close());
    const { port } = moved.address() as AddressInfo;
    for (const url of [`http://127.0.0.1:${port}`, 'http://127.0.0.1:1', 'https://127.0.0.1:1']) {
      const error = await open(url).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ kind: 'unreachable' });
      expect(inspect(error, { depth: 9 })).not.toContain(KEY);
    }
  });

  it('asks nobody inside for a server that somebody registered', async () => {
    const { url, asked } = await peer();
    await expect(open(url, {}, [])).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(open(url.replace('127.0.0.1', 'localhost'), {}, [])).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});
