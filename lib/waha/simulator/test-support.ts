import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SimulatorOptions } from './options';
import { type Simulator, startSimulator } from './simulator';

/** One webhook as it came in. */
export interface Hook {
  headers: NodeJS.Dict<string | string[]>;
  raw: Buffer;
  at: number;
  body: { id: string; timestamp: number; event: string; session: string; payload: Record<string, unknown> };
}

/** A webhook receiver on a free port; `answers` are used up one by one, then 200. */
export async function startReceiver(answers: number[] = []) {
  const hooks: Hook[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      hooks.push({ headers: request.headers, raw, at: Date.now(), body: JSON.parse(raw.toString('utf8')) });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    hooks,
    answers,
    of: (event: string) => hooks.filter((hook) => hook.body.event === event),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Waits until `probe` gives something other than undefined, false or an empty list, for 10 s at most. */
export async function until<T>(probe: () => T | Promise<T>, limitMs = 10_000): Promise<NonNullable<T>> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await probe();
    if (value && !(Array.isArray(value) && value.length === 0)) return value;
    if (Date.now() > end) throw new Error(`Never became true: ${probe}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** One call of the simulator's WAHA API with its key. */
export async function call(simulator: Simulator, method: string, path: string, body?: unknown) {
  const response = await fetch(simulator.url + path, {
    method,
    headers: { 'x-api-key': simulator.apiKey, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    json: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : null,
  };
}

/** A simulator whose session `shop` is linked and WORKING, and the receiver of its webhooks. */
export async function startLinked(options: SimulatorOptions = {}, hook: Record<string, unknown> = {}) {
  const receiver = await startReceiver();
  const simulator = await startSimulator({
    speed: 100,
    ...options,
    timings: { qrFirstMs: 600_000, ...options.timings },
  });
  const config = {
    webhooks: [{ url: receiver.url, events: ['*'], ...hook }],
    noweb: { store: { enabled: true } },
    webjs: { tagsEventsOn: true },
  };
  await call(simulator, 'POST', '/api/sessions', { name: 'shop', start: true, config });
  await until(async () => (await simulator.control.state()).sessions[0]?.qr);
  await simulator.control.scan({ phone: '15550100100', pushName: 'Acme Support' });
  await until(async () => {
    const { sessions, pendingDeliveries } = await simulator.control.state();
    return sessions[0]?.status === 'WORKING' && pendingDeliveries === 0;
  });
  return {
    simulator,
    receiver,
    stop: async () => {
      await simulator.close();
      receiver.close();
    },
  };
}
