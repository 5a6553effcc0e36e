import { asObject } from './content';
import type { IncomingMessage, Reaction, Received, Revoke } from './happenings';
import { chatKind, normalizeAddress, parseMessageKey } from './ids';
import { readMessage } from './read-message';
import { readProtocolMessage } from './read-notes';
import { cleanText, toDate } from './text';

type Json = Record<string, unknown>;

/**
 * A row of WAHA's history in our words; empty for what is no conversation. Such a row is the state of now: an edited
 * message has its new text, one that was taken back has none, and NOWEB's own data carries its reactions.
 */
export function readHistoryRow(row: Json, engine: string, now: Date): Received[] {
  const message = readMessage(row, engine, now);
  if (!message || chatKind(message.chat) === 'other') return [];
  const note = readProtocolMessage(row, now) ?? readRevoked(row, message);
  if (!note) return [message, ...readReactions(row, message.waId)];
  // The row of a message that was taken back names itself: what it said is gone, that it was there is not.
  const isItself = note.kind === 'revoke' && note.waId === message.waId;
  return isItself ? [{ ...message, type: 'unsupported', text: null, raw: null }, note] : [note];
}

/** WEBJS gives a message that was taken back another type, and keeps its id. */
function readRevoked(row: Json, { waId, sentAt }: IncomingMessage): Revoke | undefined {
  return asObject(row._data)?.type === 'revoked' ? { kind: 'revoke', waId, at: sentAt } : undefined;
}

/** WhatsApp's time of a row, in whole seconds. */
export const historyTime = (row: Json): Date | undefined =>
  toDate(row.timestamp) ?? toDate(asObject(row._data)?.messageTimestamp);

/** Baileys keeps the reactions to a message with it (NOWEB). */
function readReactions(row: Json, waId: string): Reaction[] {
  const kept = asObject(row._data)?.reactions;
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((item): Reaction[] => {
    const reaction = asObject(item);
    const key = asObject(reaction?.key);
    // Whole seconds, as its event has.
    const at = toDate(Math.floor(Number(reaction?.senderTimestampMs) / 1000));
    if (!parseMessageKey(key) || !at) return [];
    const fromMe = key?.fromMe === true;
    const author = fromMe ? null : (normalizeAddress(key?.participant) ?? null);
    return [{ kind: 'reaction', waId, fromMe, author, at, emoji: cleanText(reaction?.text) ?? '' }];
  });
}
