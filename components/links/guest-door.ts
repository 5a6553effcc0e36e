import type { ConnectDoor } from '@/components/instances/connect/door';
import { problemOf } from '@/components/problem/problem';
import { postJson, readJson, request } from '@/components/problem/read-json';
import type { GuestNumber, GuestStatus } from '@/lib/links/schema';

/** Nothing is pushed to a stranger: a new code should still be seen within a second. */
const LOOK_MS = 1_000;

/** The door of who holds a link; what the server says of link and number goes to `onStatus`. */
export function guestDoor(id: string, onStatus: (status: GuestStatus) => void): ConnectDoor {
  const path = `/link/at/${id}`;
  return {
    look: async () => onStatus(await readJson<GuestStatus>(path)),
    lookMs: LOOK_MS,
    readQr: () => request(`${path}/qr`),
    askCode: (phoneNumber) => postJson(`${path}/code`, { phoneNumber }),
    connect: async () => {
      try {
        const number = await postJson<GuestNumber>(`${path}/connect`, {});
        onStatus({ state: 'yours', number });
        return { ok: true, data: number };
      } catch (error) {
        return { ok: false, error: problemOf(error) };
      }
    },
  };
}
