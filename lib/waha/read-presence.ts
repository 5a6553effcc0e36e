import { asObject } from './content';
import type { Presence } from './happenings';
import { normalizeAddress } from './ids';

const STATES: Record<string, 'typing' | 'recording'> = { typing: 'typing', recording: 'recording' };

/**
 * Who of a chat types or records now, or has stopped (online, offline, paused): `mine` are the account's own addresses.
 * Undefined where no chat or no people are told of.
 */
export function readPresence(
  payload: Record<string, unknown>,
  mine: string[],
  at: Date,
): Presence | undefined {
  const chat = normalizeAddress(payload.id);
  if (!chat || !Array.isArray(payload.presences)) return undefined;
  const people = payload.presences.map(asObject).flatMap((row) => {
    const who = normalizeAddress(row?.participant);
    const state = STATES[String(row?.lastKnownPresence)] ?? 'none';
    return who && !mine.includes(who) ? [{ who, state } as const] : [];
  });
  return { kind: 'presence', chat, people, at };
}
