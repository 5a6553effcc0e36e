import { parse } from './answers';
import type { WahaClient } from './client';
import { normalizeAddress } from './ids';
import { participantList } from './shapes';

/** Addresses of those who are in a group now; each may have two, its phone's first. `…/v2` is the same on all engines. */
export async function listParticipants(
  client: Pick<WahaClient, 'ask'>,
  session: string,
  group: string,
): Promise<string[][]> {
  const path = `/api/${encodeURIComponent(session)}/groups/${encodeURIComponent(group)}/participants/v2`;
  const rows = parse(participantList, await client.ask(path));
  return rows
    .filter(({ role }) => role !== 'left')
    .map(({ id, pn }) =>
      [normalizeAddress(pn ?? undefined), normalizeAddress(id)].filter((address) => address !== undefined),
    );
}
