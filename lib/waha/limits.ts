import { z } from 'zod';
import { parse } from './answers';
import type { WahaClient } from './client';
import type { Timelock } from './happenings';
import { readTimelock } from './read-limits';

/**
 * WhatsApp's lock on writing to new people, asked for afresh (since 2026.8.1). Null where it tells of none, undefined
 * where WAHA can't tell.
 */
export async function askTimelock(client: WahaClient, session: string): Promise<Timelock | null | undefined> {
  const answer = await client
    .ask(`/api/sessions/${encodeURIComponent(session)}/timelock`)
    .catch(() => undefined);
  return answer && readTimelock(parse(z.unknown(), answer) ?? null);
}
