// The load of bench:ingest in a process of its own, so that its CPU is told apart. Gets one job, answers one result.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { hmacSha512 } from '../../lib/core/secrets';
import { type Delivery, makeTraffic } from './ingest-traffic';
import { writePlainly } from './ingest-yardstick';

export type LoadJob = {
  seconds: number;
  connections: number;
  chats: number;
  /** The most deliveries that are prepared. */
  count: number;
  /** Deliveries a second, whether or not earlier ones are acknowledged; without it each waits for one before it. */
  rate?: number;
} & (
  | { kind: 'http'; host: string; port: number; instance: { sessionName: string; secret: string } }
  | { kind: 'plain'; databaseUrl: string; sessionName: string }
);

export type LoadResult = {
  /** Milliseconds, one for each that was acknowledged. */
  latencies: number[];
  failed: number;
  seconds: number;
  /** CPU seconds of this process while it measured. */
  cpu: number;
};

process.once('message', async (job: LoadJob) => {
  const { result, close } = await measure(job);
  process.send?.(result);
  // Connections that end take their processes, and what those used, with them: not before that was read.
  await once(process, 'message');
  await close();
  process.exit();
});

/**
 * Every worker takes the next delivery as soon as its last one is acknowledged, or when its time has come, until the time
 * is up. What could not leave in time has waited since then.
 */
async function measure(job: LoadJob) {
  const traffic = makeTraffic(job.count, job.chats);
  const { deliver, close } =
    job.kind === 'plain' ? await writePlainly(job, traffic) : await postAll(job, traffic);
  const latencies: number[] = [];
  let [next, failed] = [0, 0];
  process.send?.('ready');
  const cpu = process.cpuUsage();
  const since = performance.now();
  const until = since + job.seconds * 1000;
  const worker = async (_: unknown, number: number) => {
    while (next < traffic.length && performance.now() < until) {
      const index = next++;
      const due = job.rate ? since + (index / job.rate) * 1000 : performance.now();
      const early = due - performance.now();
      if (early > 0) await pause(early);
      if (await deliver(number, index)) latencies.push(performance.now() - due);
      else failed++;
    }
  };
  await Promise.all(Array.from({ length: job.connections }, worker));
  const seconds = (performance.now() - since) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const result: LoadResult = { latencies, failed, seconds, cpu: (user + system) / 1e6 };
  return { result, close };
}

/** Requests as bytes, made and signed beforehand, over sockets that stay open. */
async function postAll(
  { host, port, instance, connections }: LoadJob & { kind: 'http' },
  traffic: Delivery[],
) {
  const path = `/api/whatsapp/webhook/${instance.sessionName}`;
  const requests = traffic.map(({ event, requestId }) => {
    const body = Buffer.from(JSON.stringify(event));
    const head = [
      `POST ${path} HTTP/1.1`,
      `Host: ${host}:${port}`,
      'Content-Type: application/json',
      `X-Webhook-Hmac: ${hmacSha512(instance.secret, body)}`,
      `X-Webhook-Request-Id: ${requestId}`,
      `Content-Length: ${body.length}`,
    ];
    return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
  });
  const sockets = await Promise.all(Array.from({ length: connections }, () => openSocket(host, port)));
  return {
    deliver: (worker: number, index: number) =>
      sockets[worker]?.(requests[index] as Buffer) ?? Promise.resolve(false),
    close: async () => {},
  };
}

/** A keep-alive connection: writes a request, answers whether it was 200. Reads no more of HTTP than that takes. */
function openSocket(host: string, port: number): Promise<(request: Buffer) => Promise<boolean>> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }).setEncoding('latin1');
    let answered: (isGood: boolean) => void = () => {};
    let text = '';
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (!isComplete(text)) return;
      const isGood = text.startsWith('HTTP/1.1 200');
      text = '';
      answered(isGood);
    });
    socket.on('error', (error) => {
      answered(false);
      reject(error);
    });
    socket.on('connect', () =>
      resolve((request) => {
        socket.write(request);
        return new Promise((done) => {
          answered = done;
        });
      }),
    );
  });
}

function isComplete(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(text)?.[1];
  return length ? text.length >= end + 4 + Number(length) : text.endsWith('0\r\n\r\n');
}
