import { createHash } from 'node:crypto';
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** The doors for webhooks that are open at the moment, by name: ports of this machine. */
export type Targets = Map<string, number>;

export type ProxyOptions = {
  seed: number;
  targets: Targets;
  /** Bare WhatsApp ids of the messages whose webhooks vanish on the way: acknowledged, and never handed over. */
  dropped: Set<string>;
};

export type ProxyCounts = Record<
  'deliveries' | 'delayed' | 'doubled' | 'cut' | 'dropped' | 'unreachable' | 'bytes',
  number
> & { statuses: Record<string, number> };

const MAX_DELAY_MS = 700;

/**
 * The one address that WAHA posts to. Hands each webhook to one of the doors, some to two at once, some late (so that
 * they overtake each other), and cuts some answers off so that WAHA sends them again.
 */
export async function startProxy({ seed, targets, dropped }: ProxyOptions) {
  const counts: ProxyCounts = {
    ...{ deliveries: 0, delayed: 0, doubled: 0, cut: 0, dropped: 0, unreachable: 0, bytes: 0 },
    statuses: {},
  };
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const attempts = new Map<string, number>();
  const hand = async (name: string, request: IncomingMessage, body: Buffer) => {
    const answer = await post(agent, targets.get(name), request, body);
    const key = answer.status === 0 ? 'no answer' : `${name.split(' ')[1]} ${answer.status}`;
    counts.statuses[key] = (counts.statuses[key] ?? 0) + 1;
    return answer;
  };
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request);
    const requestId = String(request.headers['x-webhook-request-id'] ?? '');
    const attempt = attempts.get(requestId) ?? 0;
    attempts.set(requestId, attempt + 1);
    const chance = chances(`${seed} ${requestId} ${attempt}`);
    counts.deliveries++;
    if (isDropped(body, dropped)) {
      counts.dropped++;
      return response.writeHead(200).end();
    }
    if (chance() < 0.2) {
      counts.delayed++;
      await pause(chance() * MAX_DELAY_MS);
    }
    const doors = [...targets.keys()];
    const door = doors[Math.floor(chance() * doors.length)];
    const other = doors[Math.floor(chance() * doors.length)];
    const isDouble = chance() < 0.06;
    const isCut = chance() < 0.03;
    if (!door || !other) return refuse(response, counts);
    const twin = isDouble ? hand(other, request, body) : undefined;
    const answer = await hand(door, request, body);
    if (twin) counts.doubled++;
    await twin;
    if (isCut) {
      counts.cut++;
      return request.socket.destroy();
    }
    if (answer.status === 0) return refuse(response, counts);
    return response.writeHead(answer.status, answer.headers).end();
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(response: ServerResponse, counts: ProxyCounts) {
  counts.unreachable++;
  return response.writeHead(502).end();
}

/** Numbers from 0 to 1 that follow from the text alone. */
function chances(text: string): () => number {
  const bytes = createHash('sha256').update(text).digest();
  let at = 0;
  return () => {
    const value = bytes.readUInt32BE(at) / 2 ** 32;
    at = (at + 4) % 32;
    return value;
  };
}

/** Only the message itself is lost; what is said about it later still comes. */
function isDropped(body: Buffer, dropped: Set<string>): boolean {
  if (dropped.size === 0) return false;
  const { event, payload } = JSON.parse(body.toString('utf8')) as { event: string; payload: { id?: string } };
  return /^message(\.any)?$/.test(event) && dropped.has(payload.id?.split('_')[2] ?? '');
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

type Answer = { status: number; headers: Record<string, string> };

/** Never rejects: no answer is status 0. */
function post(agent: Agent, port: number | undefined, from: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve) => {
    const nothing = () => resolve({ status: 0, headers: {} });
    if (port === undefined) return nothing();
    const { host: _host, connection: _connection, ...headers } = from.headers;
    const request = httpRequest(
      { host: '127.0.0.1', port, path: from.url, method: from.method, headers, agent },
      (response) => {
        response.resume();
        response.on('error', nothing);
        response.on('aborted', nothing);
        const wait = response.headers['retry-after'];
        const kept: Record<string, string> = wait ? { 'retry-after': wait } : {};
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: kept }));
      },
    );
    request.on('error', nothing);
    request.end(body);
  });
}
