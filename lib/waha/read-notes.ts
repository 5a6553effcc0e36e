import { asObject } from './content';
import type { Edit, Reaction, Revoke, Vote } from './happenings';
import { type MessageKey, normalizeAddress, parseMessageKey } from './ids';
import { cleanText, toDate } from './text';

type Json = Record<string, unknown>;

/** WAHA's `message.reaction`. `fallback` serves where the payload has no time. */
export function readReaction(payload: Json, fallback: Date): Reaction | undefined {
  const reaction = asObject(payload.reaction);
  const target = parseMessageKey(reaction?.messageId);
  if (!target || (reaction?.text !== null && typeof reaction?.text !== 'string')) return undefined;
  const at = toDate(payload.timestamp) ?? fallback;
  return { kind: 'reaction', ...doing(payload, target), at, emoji: cleanText(reaction.text) ?? '' };
}

/** WAHA's `poll.vote`: the whole choice of one person. */
export function readVote(payload: Json, fallback: Date): Vote | undefined {
  const target = parseMessageKey(asObject(payload.poll)?.id);
  const vote = asObject(payload.vote);
  if (!target || !vote || !Array.isArray(vote.selectedOptions)) return undefined;
  const options = vote.selectedOptions.map(cleanText).filter((option) => option !== undefined);
  const at = toDate(vote.timestamp) ?? fallback;
  return { kind: 'vote', ...doing(vote, target), at, options: [...new Set(options)].sort() };
}

/** Who does something to `target`: the fourth part of the id names the author where `participant` does not. */
function doing(payload: Json, target: MessageKey) {
  const key = parseMessageKey(payload.id);
  const fromMe = key?.fromMe ?? payload.fromMe === true;
  const author = normalizeAddress(payload.participant) ?? key?.author ?? null;
  return { waId: target.waId, fromMe, author: fromMe ? null : author };
}

/**
 * WAHA's `message.edited` (since 2025.6.3). WEBJS gives the edit the message's own id and time, so that only the
 * event's time (`fallback`) tells two edits apart.
 */
export function readEdit(payload: Json, fallback: Date): Edit | undefined {
  const key = parseMessageKey(payload.id);
  const waId = parseMessageKey(payload.editedMessageId)?.waId ?? key?.waId;
  if (!key || !waId) return undefined;
  const own = key.waId === waId ? undefined : toDate(payload.timestamp);
  return {
    kind: 'edit',
    waId,
    editId: key.waId,
    text: cleanText(payload.body) ?? null,
    at: own ?? fallback,
  };
}

/** WAHA's `message.revoked`; before 2025.2.5 without `revokedMessageId`. */
export function readRevoke(payload: Json, fallback: Date): Revoke | undefined {
  const after = asObject(payload.after);
  const named = parseMessageKey(payload.revokedMessageId) ?? protocolTarget(after);
  const waId = (named ?? parseMessageKey(asObject(payload.before)?.id) ?? parseMessageKey(after?.id))?.waId;
  return waId ? { kind: 'revoke', waId, at: toDate(after?.timestamp) ?? fallback } : undefined;
}

/** Before 2025 edits and revokes came as a `message` without content, wrapped as the engine had them. */
export function readProtocolMessage(payload: Json, fallback: Date): Edit | Revoke | undefined {
  const protocol = protocolMessage(payload);
  const waId = protocolTarget(payload)?.waId;
  const key = parseMessageKey(payload.id);
  if (!protocol || !waId || !key) return undefined;
  const at = toDate(payload.timestamp) ?? fallback;
  if (protocol.type === 0 || protocol.type === 'REVOKE') return { kind: 'revoke', waId, at };
  if (protocol.type !== 14 && protocol.type !== 'MESSAGE_EDIT') return undefined;
  const edited = asObject(protocol.editedMessage);
  const text =
    cleanText(edited?.conversation) ?? cleanText(asObject(edited?.extendedTextMessage)?.text) ?? null;
  return { kind: 'edit', waId, editId: key.waId, text, at };
}

/** NOWEB wraps an edit once more than GOWS. */
function protocolMessage(payload: Json | undefined): Json | undefined {
  const data = asObject(payload?._data);
  const message = asObject(data?.message) ?? asObject(data?.Message);
  const wrapped = asObject(asObject(message?.editedMessage)?.message);
  return asObject(message?.protocolMessage) ?? asObject(wrapped?.protocolMessage);
}

function protocolTarget(payload: Json | undefined): MessageKey | undefined {
  const key = asObject(protocolMessage(payload)?.key);
  return parseMessageKey(key?.id ?? key?.ID);
}
