import {
  learnGroupNames,
  markReadOnPhone,
  refreshConversations,
  reopenConversations,
} from '@/lib/conversations/upkeep';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { publish } from '@/lib/realtime/publish';
import type { Ack, IncomingMessage, Received } from '@/lib/waha/happenings';
import { hear } from './holds';
import { wakeMediaFetches } from './inbound-media';
import { directionOf, joinTwins, type Located, locate } from './locate';
import { refreshEdited } from './note-queries';
import { applyNotes, isNote, reviveNote } from './notes';
import { statusOfAck, statusRank } from './order';
import {
  adoptIds,
  type Direction,
  echoMark,
  findAnonymousSends,
  findKnownIds,
  findPlaces,
  findSentTimes,
  type IncomingRow,
  insertIncoming,
  insertWaiting,
  liftStatuses,
  type Proof,
  type StoredKey,
  takeWaiting,
  type WaitingEvent,
} from './receive-queries';
import { foldTwins } from './twins';

/** A message this much older than now arrived late, and so did one that lands this far before a newer one. */
const LATE_MS = 60_000;
const BEHIND_MS = 5_000;

/**
 * `live`: as it happens. `gap`: missed, and found in WAHA's history. `import`: from before the number was linked, so
 * neither unread nor late, and nothing follows from it.
 */
export type Origin = 'live' | 'gap' | 'import';

/**
 * Folds what WhatsApp told about one instance into contacts, conversations and messages. Set-based, idempotent and
 * commutative: any order, any number of deliveries and any split into batches end the same. Runs inside the caller's
 * transaction, which must hold the instance's lock (`lockInstance`). Answers the messages that were not here.
 */
export async function receive(
  scope: Scope,
  instanceId: string,
  events: Received[],
  origin: Origin = 'live',
): Promise<StoredKey[]> {
  const messages = foldTwins(events.filter((event) => event.kind === 'message'));
  const acks = events.filter((event) => event.kind === 'ack');
  const stored = await storeMessages(scope, instanceId, messages, origin);
  const taken = await takeWaiting(scope, instanceId, [...stored.fresh, ...stored.adopted]);
  const waited = taken.map((row) => row.event as Received);
  const allAcks = [...acks, ...waited.filter((event) => event.kind === 'ack')];
  const lifted = await applyAcks(scope, instanceId, allAcks, stored.echoes);
  const read = await applyPhoneReads(scope, instanceId, allAcks);
  const notes = [...events.filter(isNote), ...waited.filter(isNote).map(reviveNote)];
  const noted = await applyNotes(scope, instanceId, notes);
  const moved = [...stored.fresh, ...stored.replaced, ...lifted].map((row) => row.conversationId);
  const touched = [...new Set([...moved, ...read, ...noted.conversations])];
  await refreshConversations(scope, touched);
  await wakeMediaFetches(scope, stored.files);
  await publish(scope.db, scope.organizationId, {
    // Of an import the list of conversations is news enough.
    messagesCreated: origin === 'import' ? [] : stored.fresh.map((row) => row.id),
    messagesUpdated: [...[...stored.replaced, ...lifted].map((row) => row.id), ...noted.messages],
    conversations: touched,
  });
  return stored.fresh;
}

async function storeMessages(scope: Scope, instanceId: string, messages: IncomingMessage[], origin: Origin) {
  const nothing = {
    fresh: [] as StoredKey[],
    echoes: [] as Proof[],
    adopted: [] as MessageKey[],
    replaced: [] as StoredKey[],
    files: [] as string[],
  };
  if (messages.length === 0) return nothing;
  const located = await locate(scope, instanceId, messages);
  const { mine, parked, adopted } = await splitEchoes(scope, instanceId, located);
  await insertWaiting(scope, instanceId, parked);
  await adoptIds(scope, adopted);
  const rows = await insertIncoming(
    scope,
    instanceId,
    mine.map((item) => toRow(item, origin)),
  );
  const fresh = rows.filter((row) => row.isFresh);
  const replaced = rows.filter((row) => !row.isFresh && row.heldAs === null);
  await refreshEdited(
    scope,
    replaced.map(({ id }) => id),
  );
  await learnGroupNames(scope, mine.flatMap(toGroupName));
  const isFresh = new Set(fresh.map((row) => `${row.direction}:${row.waId}`));
  const echoes = mine
    .filter(({ message }) => message.fromMe && !isFresh.has(`outbound:${message.waId}`))
    .map(({ message }) => ({ ...proofOf(message.waId, 'outbound', message.ack), sentAt: message.sentAt }));
  const answered = mine.filter(
    ({ message, conversation }) =>
      origin !== 'import' &&
      conversation.isPutAway &&
      message.type !== 'system' &&
      isFresh.has(`inbound:${message.waId}`),
  );
  await reopenConversations(scope, [...new Set(answered.map(({ conversation }) => conversation.id))]);
  const firstWords = mine.filter(
    ({ message, conversation }) =>
      !conversation.isHeard && message.type !== 'system' && isFresh.has(`inbound:${message.waId}`),
  );
  await hear(scope, instanceId, [...new Set(firstWords.map(({ conversation }) => conversation.id))]);
  const known = adopted.map(({ waId }) => ({ waId, direction: 'outbound' as const }));
  const hasMoved = await joinTwins(scope, mine, rows);
  const now = hasMoved
    ? (keys: StoredKey[]) =>
        findPlaces(
          scope,
          keys.map(({ id }) => id),
        )
    : (keys: StoredKey[]) => keys;
  const hasFile = new Set(mine.filter(({ message }) => message.media).map(({ message }) => keyOf(message)));
  const files = rows.filter((row) => hasFile.has(`${row.direction}:${row.waId}`)).map((row) => row.id);
  return { fresh: await now(fresh), echoes, adopted: known, replaced: await now(replaced), files };
}

/** WhatsApp's time is in seconds: of one second, a new name came after the joining, which tells the name at that time. */
const toGroupName = ({ message: { system, sentAt }, conversation }: Located) => {
  if (!system?.title) return [];
  const at = new Date(sentAt.getTime() + (system.kind === 'group_renamed' ? 1 : 0));
  return [{ conversationId: conversation.id, name: system.title, at }];
};

const keyOf = (message: IncomingMessage) => `${directionOf(message)}:${message.waId}`;

type MessageKey = { waId: string; direction: Direction };

/**
 * Echoes of our own sends whose ids we could not choose. While WAHA's answer, which tells the id, is still awaited the
 * echo waits too, else the message would stand there twice; after that the echo itself tells the id. What we have
 * already is no echo: the same words may be said twice. WAHA's word that something was written on the phone proves
 * nothing: on WEBJS the echo may come before WAHA remembers the id as its own (waha#1689).
 */
async function splitEchoes(scope: Scope, instanceId: string, located: Located[]) {
  const isOurs = located.some(({ message }) => message.fromMe);
  const open = isOurs ? await findAnonymousSends(scope, instanceId) : [];
  const known = new Set(open.length > 0 ? await findKnownIds(scope, instanceId, located.map(waIdOf)) : []);
  const mine: Located[] = [];
  const parked: WaitingEvent[] = [];
  const adopted: { id: string; waId: string }[] = [];
  for (const item of located) {
    const { message, conversation } = item;
    const mayBeEcho = message.fromMe && !known.has(message.waId);
    const index = mayBeEcho
      ? open.findIndex((send) => send.conversationId === conversation.id && send.text === message.text)
      : -1;
    const send = open[index];
    if (send?.status === 'sending') parked.push(toWaiting(message, echoMark(conversation.id)));
    else mine.push(item);
    if (send && send.status !== 'sending') adopted.push({ id: send.id, waId: message.waId });
    if (send) open.splice(index, 1);
  }
  return { mine, parked, adopted };
}

const waIdOf = ({ message }: Located) => message.waId;

function toRow({ message, conversation }: Located, origin: Origin): IncomingRow {
  const {
    kind: _kind,
    fromMe,
    source,
    chat,
    author,
    aliases: _aliases,
    links: _links,
    pushName,
    ack,
    reply,
    ...content
  } = message;
  const isLine = message.type === 'system';
  const isNews = !fromMe && !isLine && origin !== 'import';
  const ageMs = Date.now() - message.sentAt.getTime();
  const isBehind = (conversation.lastMessageAt?.getTime() ?? 0) - message.sentAt.getTime() > BEHIND_MS;
  const wasReadOnPhone = conversation.phoneReadAt !== null && message.sentAt <= conversation.phoneReadAt;
  return {
    ...content,
    id: newId(),
    conversationId: conversation.id,
    direction: directionOf(message),
    status: fromMe ? statusOfAck(ack) : 'received',
    senderKind: isLine ? 'system' : fromMe ? (source === 'api' ? 'api' : 'phone') : 'contact',
    senderName: fromMe ? null : pushName,
    waChat: chat,
    waAuthor: author,
    isUnread: isNews && !wasReadOnPhone,
    isLate: isNews && (origin === 'gap' || ageMs > LATE_MS || isBehind),
    reply: message.replyToWaId ? { id: null, text: reply?.text ?? null, senderName: null } : null,
  };
}

function proofOf(waId: string, direction: Direction, level: number | null): Proof {
  const status = statusOfAck(level);
  return { waId, direction, status, rank: statusRank(status), sentAt: null };
}

/** Acks of our messages. What speaks of a message that is not here waits for it. */
async function applyAcks(scope: Scope, instanceId: string, acks: Ack[], echoes: Proof[]) {
  const proofs = highest([
    ...echoes,
    ...acks.filter((ack) => ack.fromMe).map((ack) => proofOf(ack.waId, 'outbound', ack.level)),
  ]);
  if (proofs.length === 0) return [];
  const known = await liftStatuses(scope, instanceId, proofs);
  const isKnown = new Set(known.map((row) => row.waId));
  await insertWaiting(
    scope,
    instanceId,
    acks.filter((ack) => ack.fromMe && !isKnown.has(ack.waId)).map(waitingAck),
  );
  return known.filter((row) => row.hasChanged);
}

/** The highest proof of each message; an error counts only where nothing better is known. */
function highest(proofs: Proof[]): Proof[] {
  const best = new Map<string, Proof>();
  for (const proof of proofs) {
    const other = best.get(proof.waId);
    const winner = !other || proof.rank > other.rank ? proof : other;
    best.set(proof.waId, { ...winner, sentAt: winner.sentAt ?? other?.sentAt ?? proof.sentAt });
  }
  return [...best.values()];
}

const toWaiting = (event: IncomingMessage | Ack, fingerprint: string): WaitingEvent => ({
  id: newId(),
  waId: event.waId,
  direction: directionOf(event),
  fingerprint,
  event,
});

const waitingAck = (ack: Ack) => toWaiting(ack, `ack:${ack.level}`);

/** Level 3 on a message of theirs: it was read on the phone, and with it everything before. */
async function applyPhoneReads(scope: Scope, instanceId: string, acks: Ack[]): Promise<string[]> {
  const reads = acks.filter((ack) => !ack.fromMe && ack.level >= 3);
  if (reads.length === 0) return [];
  const found = await findSentTimes(scope, instanceId, [...new Set(reads.map((ack) => ack.waId))]);
  const isFound = new Set(found.map((row) => row.waId));
  await insertWaiting(scope, instanceId, reads.filter((ack) => !isFound.has(ack.waId)).map(waitingAck));
  const latest = new Map<string, Date>();
  for (const { conversationId, sentAt } of found) {
    const at = new Date(sentAt);
    const other = latest.get(conversationId);
    if (!other || at > other) latest.set(conversationId, at);
  }
  await markReadOnPhone(
    scope,
    [...latest].map(([conversationId, at]) => ({ conversationId, at })),
  );
  return [...latest.keys()];
}
