import { randomInt } from 'node:crypto';
import type { InstanceStatus, InstanceView } from '@/lib/instances/schema';
import type { SimulatorControl } from '@/lib/waha/simulator/control/control';
import type { Api } from './client';
import { waitFor } from './wait';

/** A mobile number of São Paulo that no other test uses: digits with country code. */
export const randomPhone = (): string => `55119${randomInt(60_000_000, 99_999_999)}`;

export const instancePath = (id: string, rest = ''): string => `/api/whatsapp/instances/${id}${rest}`;

/** A new number, not connected; it sends at once and to as many new people as it likes. */
export async function createNumber(
  api: Api,
  { settings = {}, ...extra }: { settings?: object; [field: string]: unknown } = {},
): Promise<InstanceView> {
  const answer = await api.post<InstanceView>('/api/whatsapp/instances', {
    name: 'Vendas',
    ...extra,
    settings: { pace: 'none', firstContactsPerDay: 1000, ...settings },
  });
  if (answer.status !== 201) throw new Error(`Creating a number: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Waits until the number shows this status. */
export const waitForStatus = (api: Api, id: string, status: InstanceStatus): Promise<InstanceView> =>
  waitFor(
    async () => (await api.get<InstanceView>(instancePath(id))).body,
    (instance) => instance.status === status && instance.pending === null,
    { what: `status ${status}`, timeoutMs: 40_000 },
  );

/** A number linked to a phone of its own, WORKING. */
export async function linkNumber(
  api: Api,
  simulator: SimulatorControl,
  extra: Parameters<typeof createNumber>[1] = {},
) {
  const { id, sessionName } = await createNumber(api, extra);
  const phone = randomPhone();
  const { status, text } = await api.post(instancePath(id, '/connect'));
  if (status !== 202) throw new Error(`Connecting a number: ${status} ${text}`);
  await waitForStatus(api, id, 'SCAN_QR_CODE');
  await simulator.scan({ session: sessionName, phone, pushName: 'Loja' });
  const instance = await waitForStatus(api, id, 'WORKING');
  return { ...instance, phone };
}

export type LinkedNumber = Awaited<ReturnType<typeof linkNumber>>;
