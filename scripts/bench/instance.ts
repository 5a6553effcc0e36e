import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { decryptSecret } from '../../lib/core/secrets';
import type { SimulatorControl } from '../../lib/waha/simulator/control/control';
import { somePhone } from '../../tests/setup/phones';

export type BenchInstance = { id: string; sessionName: string; secret: string };

type Where = { appUrl: string; token: string; databaseUrl: string; phone: SimulatorControl; name: string };

const PATIENCE_MS = 30_000;

/** Makes a number, links it to a simulated phone, and reads the secret that its webhooks are signed with. */
export async function connectInstance({
  appUrl,
  token,
  databaseUrl,
  phone,
  name,
}: Where): Promise<BenchInstance> {
  const call = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${appUrl}/api/whatsapp/instances${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    return (await response.json()) as { id: string; sessionName: string; status: string };
  };
  const { id, sessionName } = await call('POST', '', { name });
  await call('POST', `/${id}/connect`);
  let isScanned = false;
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(100)) {
    const { status } = await call('GET', `/${id}`);
    if (status === 'WORKING') return { id, sessionName, secret: await readSecret(databaseUrl, sessionName) };
    if (status !== 'SCAN_QR_CODE' || isScanned) continue;
    isScanned = await phone.scan({ session: sessionName, phone: somePhone(), pushName: name }).then(
      () => true,
      () => false,
    );
  }
  throw new Error(`The number ${name} did not come up`);
}

async function readSecret(databaseUrl: string, sessionName: string): Promise<string> {
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    const [row] =
      await sql`select webhook_secret_encrypted as sealed from instances where session_name = ${sessionName}`;
    return decryptSecret(row?.sealed);
  } finally {
    await sql.end();
  }
}

/** A webhook of a customer's text, in NOWEB's shape. */
export function textEvent(from: string, text: string, waId = randomBytes(10).toString('hex').toUpperCase()) {
  const now = Date.now();
  return {
    id: `evt_${randomBytes(13).toString('hex')}`,
    timestamp: now,
    event: 'message.any',
    session: 'bench',
    engine: 'NOWEB',
    me: null,
    payload: {
      id: `false_${from}@c.us_${waId}`,
      timestamp: Math.floor(now / 1000),
      from: `${from}@c.us`,
      fromMe: false,
      source: 'app',
      body: text,
      hasMedia: false,
      media: null,
      ack: 2,
      ackName: 'DEVICE',
      location: null,
      vCards: null,
      replyTo: null,
      _data: {
        key: { remoteJid: `${from}@s.whatsapp.net`, fromMe: false, id: waId },
        pushName: `Cliente ${from.slice(-4)}`,
      },
    },
  };
}
