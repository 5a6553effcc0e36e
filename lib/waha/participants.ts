import { parse } from './answers';
import type { WahaClient } from './client';
import { normalizeAddress } from './ids';
import { participantList } from './shapes';

/** Somebody in a group; each may have two addresses, the phone's first. */
export type Participant = { addresses: string[]; isAdmin: boolean };

/** Who is in a group now. `…/v2` is the same on all engines. */
export async function listParticipants(
  client: Pick<WahaClient, 'ask'>,
  session: string,
  group: string,
): Promise<Participant[]> {
  const path = `/api/${encodeURIComponent(session)}/groups/${encodeURIComponent(group)}/participants/v2`;
  const rows = parse(participantList, await client.ask(path));
  return rows
    .filter(({ role }) => role !== 'left')
    .map(({ id, pn, role }) => ({
      addresses: [normalizeAddress(pn ?? undefined), normalizeAddress(id)].filter(
        (address) => address !== undefined,
      ),
      isAdmin: role === 'admin' || role === 'superadmin',
    }));
}
