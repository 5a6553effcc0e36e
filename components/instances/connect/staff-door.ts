import { postJson, readJson, request } from '@/components/problem/read-json';
import type { ActionResult } from '@/lib/handlers/define-action';
import {
  connectInstanceAction,
  disconnectInstanceAction,
  restartInstanceAction,
} from '@/lib/instances/actions';
import type { InstanceView } from '@/lib/instances/schema';
import type { ConnectDoor } from './door';

const LOOK_MS = 2_500;

/** The door of who works here; whatever the server says of the number goes to `onChange`. */
export function staffDoor(id: string, onChange: (instance: InstanceView) => void): ConnectDoor {
  const path = `/api/whatsapp/instances/${id}`;
  const told = async (result: ActionResult<InstanceView>) => {
    if (result.ok) onChange(result.data);
    return result;
  };
  return {
    look: async () => onChange(await readJson<InstanceView>(`${path}/status`)),
    lookMs: LOOK_MS,
    readQr: () => request(`${path}/qr`),
    askCode: (phoneNumber) => postJson(`${path}/pairing-code`, { phoneNumber }),
    connect: async () => told(await connectInstanceAction({ id })),
    staff: {
      id,
      restart: async () => told(await restartInstanceAction({ id })),
      // Gives up the old link for good, so that WhatsApp shows a code again (WAHA 2026.8: a restart never does).
      unlink: async () => told(await disconnectInstanceAction({ id, logout: true })),
    },
  };
}
