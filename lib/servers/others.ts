import type { Executor } from '@/db/client';
import type { SessionInfo } from '@/lib/waha/shapes';
import { type Address, clientOf } from './connect';
import { selectOwnSessions } from './queries';

/** Sessions on a server that are no numbers of ours. Throws WahaError. */
export async function listOthers(db: Executor, server: Address & { id?: string }): Promise<SessionInfo[]> {
  const [sessions, own] = await Promise.all([
    clientOf(server).sessions(),
    server.id ? selectOwnSessions(db, server.id) : [],
  ]);
  const ours = new Set(own);
  return sessions.filter((session) => !ours.has(session.name) && !isEmpty(session));
}

/** How many they are. Throws WahaError. */
export const countOthers = async (db: Executor, server: Address & { id?: string }): Promise<number> =>
  (await listOthers(db, server)).length;

/** `default` exists from the start on a Core before 2026.6.1, though nobody made it. */
const isEmpty = ({ status, config, me }: SessionInfo): boolean => status === 'STOPPED' && !config && !me;
