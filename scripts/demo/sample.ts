import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatorControl } from '../../lib/waha/simulator/control/control';
import { simulatorControl } from '../../lib/waha/simulator/control-client';
import { waitForHttp } from '../lib/http';
import type { Shutdown } from '../lib/shutdown';
import type { Surroundings } from './parts';
import { SAMPLE_CONVERSATIONS, SAMPLE_NUMBER, type SampleConversation } from './sample-conversations';
import { SAMPLE_TEMPLATES } from './sample-templates';

type Instance = { id: string; sessionName: string; status: string };
type Conversation = { id: string; unreadCount: number; contact: { phoneNumber: string | null } | null };
type Stage = { call: Call; phone: SimulatorControl; instance: Instance };

/** Where a data folder remembers that its sample was made, so that nobody's deleting is undone. */
const MARK = 'sample-made';
const PATIENCE_MS = 60_000;

/**
 * Fills the empty demo through the API and the simulator's phone, in the background: a number, its scan, and a shop's
 * conversations. Once per data folder, and never on an organization that has a number. Says one line if it can't.
 */
export async function fillWithSample(around: Surroundings, shutdown: Shutdown): Promise<void> {
  const { sample, dataDir, port } = around;
  const mark = join(dataDir, MARK);
  if (!sample || existsSync(mark)) return;
  const url = `http://127.0.0.1:${port}`;
  try {
    const isAlive = () => !shutdown.isStopping();
    if (!(await waitForHttp(`${url}/api/health/live`, { isAlive, timeoutMs: 5 * PATIENCE_MS }))) return;
    const call = caller(url, sample.token);
    const { data } = await call<{ data: Instance[] }>('GET', '/api/whatsapp/instances');
    if (data.length === 0) await makeSample(url, sample);
    writeFileSync(mark, '');
  } catch (error) {
    // 401: the database has an organization of its own, made without our token.
    const isForeign = error instanceof Error && error.cause === 401;
    if (isForeign || shutdown.isStopping()) return;
    console.log(`No sample conversations: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Makes the sample in the organization of a token: a number, its scan, quick replies, and a shop's conversations. */
export async function makeSample(
  url: string,
  { token, simulatorUrl }: { token: string; simulatorUrl: string },
): Promise<void> {
  const call = caller(url, token);
  const phone = simulatorControl(simulatorUrl);
  const instance = await linkNumber(call, phone);
  for (const template of SAMPLE_TEMPLATES) await call('POST', '/api/templates', template);
  for (const conversation of SAMPLE_CONVERSATIONS) await play({ call, phone, instance }, conversation);
}

async function linkNumber(call: Call, phone: SimulatorControl): Promise<Instance> {
  const { name, phone: own, pushName } = SAMPLE_NUMBER;
  const instance = await call<Instance>('POST', '/api/whatsapp/instances', { name });
  const path = `/api/whatsapp/instances/${instance.id}`;
  await call('POST', `${path}/connect`);
  const isIn = (status: string) => async () => (await call<Instance>('GET', path)).status === status;
  await until('the QR code', isIn('SCAN_QR_CODE'));
  await phone.scan({ session: instance.sessionName, phone: own, pushName });
  await until('the connection', isIn('WORKING'));
  return instance;
}

async function play(stage: Stage, { name, phone: customer, reads, lines }: SampleConversation) {
  const { call, phone, instance } = stage;
  await phone.customer({ phone: customer, name, autoAck: reads ? 'read' : 'delivered' });
  let unread = 0;
  for (const line of lines) {
    if ('them' in line) {
      const session = instance.sessionName;
      await phone.inbound({ session, from: customer, pushName: name, text: line.them });
      unread++;
      await until('a message', async () => (await find(call, customer))?.unreadCount === unread);
    } else {
      await answer(call, customer, line.us);
      unread = 0;
    }
  }
}

async function answer(call: Call, customer: string, text: string): Promise<void> {
  const conversation = await find(call, customer);
  const path = `/api/messages/conversations/${conversation?.id}`;
  await call('POST', `${path}/read`);
  const { id } = await call<{ id: string }>('POST', `${path}/messages`, { text });
  await until('a tick', async () => {
    const { data } = await call<{ data: { id: string; status: string }[] }>(
      'GET',
      `${path}/messages?limit=5`,
    );
    return data.some((message) => message.id === id && ['delivered', 'read'].includes(message.status));
  });
}

async function find(call: Call, phone: string): Promise<Conversation | undefined> {
  const { data } = await call<{ data: Conversation[] }>('GET', '/api/messages/conversations');
  return data.find(({ contact }) => contact?.phoneNumber === `+${phone}`);
}

type Call = <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>;

function caller(url: string, token: string): Call {
  return async <T>(method: string, path: string, body?: unknown) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}`, { cause: response.status });
    return (await response.json()) as T;
  };
}

async function until(what: string, isThere: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isThere())) {
    if (Date.now() > deadline) throw new Error(`waited too long for ${what}`);
    await pause(200);
  }
}
