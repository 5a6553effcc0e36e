import { asObject } from './content';
import type { Presence } from './happenings';
import { normalizeAddress } from './ids';

const STATES: Record<string, 'typing' | 'recording'> = { typing: 'typing', recording: 'recording' };

/** Who of a chat types or records now, or has stopped (online, offline, paused): `mine` are the account's own addresses. */
export function readPresence(payload: Record<string, unknown>, mine: string[], at: Date): Presence {
  const rows = Array.isArray(payload.presences) ? payload.presences.map(asObject) : [];
  const people = rows.flatMap((row) => {
    const who = normalizeAddress(row?.participant);
    const state = STATES[String(row?.lastKnownPresence)] ?? 'none';
    return who && !mine.includes(who) ? [{ who, state } as const] : [];
  });
  return { kind: 'presence', chat: normalizeAddress(payload.id) ?? null, people, at };
}
