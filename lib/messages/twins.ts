import type { IncomingMessage } from '@/lib/waha/happenings';
import { preferredChat } from '@/lib/waha/ids';

/** A call's line tells the furthest it got. The same order stands in `insertIncoming`. */
const CALLS = ['call_received', 'call_rejected', 'call_accepted'];

/**
 * Twins within a batch are one message: what says something beats a placeholder, a later stage of a call an earlier
 * one, and else the first counts.
 */
export function foldTwins(messages: IncomingMessage[]): IncomingMessage[] {
  const first = new Map<string, IncomingMessage>();
  for (const message of messages) {
    const key = `${message.fromMe}:${message.waId}`;
    const known = first.get(key);
    first.set(key, known ? fold(known, message) : { ...message });
  }
  return [...first.values()];
}

function fold(known: IncomingMessage, twin: IncomingMessage): IncomingMessage {
  const best = isBetter(twin, known) ? twin : known;
  const isLine = best.type === 'system';
  // The twin under the other address of the same person (GOWS before 2025.12.2) tells that they are one.
  const chat = preferredChat(known.chat, twin.chat);
  const addresses = new Set([...known.aliases, known.chat, ...twin.aliases, twin.chat]);
  addresses.delete(chat);
  return {
    ...best,
    chat,
    aliases: [...addresses],
    sentAt: isLine && known.sentAt < twin.sentAt ? known.sentAt : best.sentAt,
  };
}

function isBetter(one: IncomingMessage, other: IncomingMessage): boolean {
  if (other.type === 'unsupported') return one.type !== 'unsupported';
  return CALLS.indexOf(one.system?.kind ?? '') > CALLS.indexOf(other.system?.kind ?? '');
}
