import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createPlainServer,
  type Server,
  type Socket,
} from 'node:net';
import { setImmediate as afterReading, setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SpareConnections } from './spare-connections';

const ASKED = 'GET / HTTP/1.1\r\nhost: recado\r\n\r\n';
/** After the first look at what is open, and before the second. */
const PAST_A_LOOK_MS = 150;

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe('closes', () => {
  it('what was never used, and what falls idle', async () => {
    const answers: ServerResponse[] = [];
    const { server, connections } = await listening((_, answer) => answers.push(answer));
    const [unused, used] = [await opened(server), await opened(server)];
    used.write(ASKED);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    closeSoon(connections);
    const closed = once(server.close(), 'close');
    await once(unused, 'close');
    expect(used.closed).toBe(false);
    answers[0]?.end('answered');
    await closed;
    expect(await said(used)).toContain('answered');
  });

  it('nothing on which an answer has not left yet: every byte arrives', async () => {
    const body = Buffer.alloc(8 << 20);
    const answers: ServerResponse[] = [];
    const { server, connections } = await listening((_, answer) => answers.push(answer));
    const client = await opened(server);
    client.pause().write(ASKED);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    server.close();
    closeSoon(connections);
    answers[0]?.end(body);
    await sleep(2 * PAST_A_LOOK_MS);
    let received = 0;
    client.on('data', (data: Buffer) => {
      received += data.length;
    });
    client.resume();
    await once(client, 'close');
    expect(received).toBeGreaterThan(body.length);
  });

  it('nobody who has only just connected', async () => {
    const { server, connections } = await listening((_, answer) => answer.end('answered'));
    const client = await opened(server);
    server.close();
    closeSoon(connections);
    await sleep(PAST_A_LOOK_MS);
    client.write(ASKED);
    expect(await said(client)).toContain('answered');
  });

  it('nobody whose request has arrived, though nobody had time to read it', async () => {
    const { server, connections } = await listening((_, answer) => answer.end('answered'));
    const client = await opened(server);
    server.close();
    closeSoon(connections);
    await sleep(PAST_A_LOOK_MS);
    await afterReading();
    client.write(ASKED);
    hold(PAST_A_LOOK_MS);
    expect(await said(client)).toContain('answered');
  });

  it('nothing of servers that speak something else', async () => {
    const { server, connections } = await listening(() => {});
    const other = createPlainServer((socket) => connections.add(socket)).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const [listener, unused] = [await opened(other), await opened(server)];
    for (const each of [other, server]) each.close();
    closeSoon(connections);
    await vi.waitFor(() => expect(unused.resume().closed).toBe(true));
    expect(listener.closed).toBe(false);
  });
});

it('says in what is answered from then on that the connection ends, whenever it was asked', async () => {
  const answers: ServerResponse[] = [];
  const connections = new SpareConnections();
  const { server } = await listening((_, answer) => answers.push(answer));
  const before = await opened(server);
  connections.watch();
  const after = await opened(server);
  before.write(ASKED);
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  closeSoon(connections);
  after.write(ASKED);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  for (const answer of answers) answer.end('answered');
  for (const client of [before, after]) expect(await said(client)).toMatch(/^connection: close\r$/im);
});

async function listening(answer: RequestListener) {
  const connections = new SpareConnections();
  const server = createServer(answer).listen(0, '127.0.0.1');
  server.on('connection', (socket) => connections.add(socket));
  ends.push(() => server.close().closeAllConnections());
  await once(server, 'listening');
  return { server, connections };
}

/** A connection that the server knows of. */
async function opened(server: Server): Promise<Socket> {
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
  ends.push(() => client.destroy());
  await new Promise((resolve) => server.once('connection', resolve));
  return client;
}

function closeSoon(connections: SpareConnections): void {
  const closing = connections.closeSoon();
  ends.push(() => clearInterval(closing));
}

/** The whole answer, of which each ends with the same word; less when the connection ends. */
async function said(client: Socket): Promise<string> {
  let text = '';
  for await (const data of client) {
    text += data;
    if (text.includes('answered')) break;
  }
  return text;
}

/** As a long computation does. */
function hold(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
