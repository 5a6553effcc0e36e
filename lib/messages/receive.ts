import {
  learnGroupNames,
  lockInOrder,
  recountFirstContacts,
  refreshConversations,
  reopenConversations,
} from '@/lib/conversations/upkeep';
import { newId } from '@/lib/core/ids';
import { type Scope, withCommit } from '@/lib/core/scope';
import { together } from '@/lib/core/together';
import { wakeDrain } from '@/lib/instances/service';
import { publish } from '@/lib/realtime/publish';
import type { Ack, IncomingMessage, Received } from '@/lib/waha/happenings';
import { applyPhoneReads, applyWaitedAcks, parkAcks, proofsOf, toWaiting } from './acks';
import { hear } from './holds';
import { wakeMediaFetches } from './inbound-media';
import { directionOf, joinTwins, type Located, locate, survey } from './locate';
import { refreshEdited } from './note-queries';
import { applyNotes, isNote, reviveNote } from './notes';
import { statusOfAck, statusRank } from './order';
import {
  adoptIds,
  echoMark,
  findKnownIds,
  findPlaces,
  type IncomingResult,
  type IncomingRow,
  insertIncoming,
  insertWaiting,
  liftStatuses,
  type StoredKey,
  takeWaiting,
  type WaitingEvent,
} from './receive-queries';
import type { AnonymousSend, Surroundings } from './survey-queries';
import { foldTwins } from './twins';

export type { Surroundings };

/** A message this much older than now arrived late, and so did one that lands this far before a newer one. */
const LATE_MS = 60_000;
const BEHIND_MS = 5_000;

/**
 * `live`: as it happens. `gap`: missed, and found in WAHA's history. `import`: from before the number was linked, so
 * neither unread nor late, and nothing follows from it.
 */
export type Origin = 'live' | 'gap' | 'import';

/** Reads ahead what {@link receive} needs of these events, and of others; under the instance's lock. */
export const surveyFor = (scope: Scope, instanceId: string, events: Received[]): Promise<Surroundings> =>
  survey(scope, instanceId, events.filter(isMessage));

const isMessage = (event: Received): event is IncomingMessage => event.kind === 'message';
const isAck = (event: Received): event is Ack => event.kind === 'ack';

/**
 * Folds what WhatsApp told about one instance into contacts, conversations and messages. Set-based, idempotent and
 * commutative: any order, any number of deliveries and any split into batches end the same. Runs inside the caller's
 * transaction, which must hold the instance's lock (`lockInstance`). Statements that don't need each other's answers
 * are sent together. Answers the messages that were not here.
 */
export async function receive(
  scope: Scope,
  instanceId: string,
  events: Received[],
  origin: Origin = 'live',
  ahead?: Surroundings,
): Promise<StoredKey[]> {
  const known = ahead ?? (await surveyFor(scope, instanceId, events));
  const acks = events.filter(isAck);
  const stored = await store(scope, instanceId, { events, acks, known, origin });
  const waited = stored.taken.map((row) => row.event as Received);
  const waitedAcks = waited.filter(isAck);
  await parkAcks(scope, instanceId, acks, stored.lifted);
  const lifted = [
    ...stored.lifted.filter(({ hasChanged }) => hasChanged),
    ...(await applyWaitedAcks(scope, instanceId, waitedAcks)),
  ];
  const read = await applyPhoneReads(scope, instanceId, [...acks, ...waitedAcks]);
  const notes = [...events.filter(isNote), ...waited.filter(isNote).map(reviveNote)];
  const noted = await applyNotes(scope, instanceId, notes);
  // A status that rises changes nothing that a conversation's row keeps.
  const moved = [...stored.fresh, ...stored.replaced, ...lifted.filter(({ hasMoved }) => hasMoved)];
  const changed = [...new Set([...moved.map(toConversation), ...read, ...noted.conversations])];
  await withCommit(
    scope,
    together([
      refreshConversations(scope, changed, {
        locked: stored.locked,
        ticked: lifted,
        moreUnread: countUp(stored, changed, read),
      }),
      // Jobs behind conversations: who sends comes to them in this order too.
      wakeMediaFetches(scope, stored.files),
      stored.isFreed ? wakeDrain(scope, instanceId) : undefined,
      publish(scope.db, scope.organizationId, {
        // Of an import the list of conversations is news enough.
        messagesCreated: origin === 'import' ? [] : stored.fresh.map((row) => row.id),
        messagesUpdated: [...[...stored.replaced, ...lifted].map((row) => row.id), ...noted.messages],
        conversations: [...new Set([...changed, ...lifted.map(toConversation)])],
      }),
    ]),
  );
  return stored.fresh;
}

const toConversation = ({ conversationId }: StoredKey) => conversationId;

type Unread = { fresh: StoredKey[]; unread: ReadonlySet<string>; isElsewhere: boolean };

/** How many unread messages came to conversations, but to those that were `read`: they, and what was joined, are counted anew. */
function countUp({ fresh, unread, isElsewhere }: Unread, changed: string[], read: string[]) {
  if (isElsewhere) return new Map<string, number>();
  const counts = new Map(changed.map((id) => [id, 0]));
  for (const { id, conversationId } of fresh)
    if (unread.has(id)) counts.set(conversationId, (counts.get(conversationId) ?? 0) + 1);
  for (const id of read) counts.delete(id);
  return counts;
}

type Batch = { events: Received[]; acks: Ack[]; known: Surroundings; origin: Origin };

/** Stores the messages, takes what waited for them, and lifts the statuses that the batch proves. */
async function store(scope: Scope, instanceId: string, { events, acks, known, origin }: Batch) {
  const messages = foldTwins(events.filter(isMessage)).filter((message) => !isRefusedAttempt(message, known));
  const located = await locate(scope, instanceId, messages, known);
  const { mine, parked, adopted } = await splitEchoes(scope, instanceId, located, known.openSends);
  await insertWaiting(scope, instanceId, parked);
  await adoptIds(scope, adopted);
  const written = mine.map(({ message }) => message);
  const incoming = mine.map(toRow(origin));
  const locked = new Set(mine.map(({ conversation }) => conversation.id));
  const [putAway, rows, taken, lifted] = await together([
    lockInOrder(scope, [...locked]),
    insertIncoming(scope, instanceId, incoming),
    takeWaiting(scope, instanceId, known.isAwaited ? written.map(toKey) : []),
    liftStatuses(scope, instanceId, proofsOf(acks, written)),
  ]);
  const stored = await finish(scope, instanceId, mine, rows, origin === 'import' ? [] : putAway);
  const isElsewhere = await joinTwins(scope, mine, rows);
  const places = isElsewhere ? await findPlaces(scope, [...rows, ...lifted].map(toId)) : [];
  const placed = new Map(places.map(({ id, conversationId }) => [id, conversationId]));
  const now = <Key extends StoredKey>(keys: Key[]) =>
    keys.map((key) => ({ ...key, conversationId: placed.get(key.id) ?? key.conversationId }));
  return {
    fresh: now(stored.fresh),
    replaced: now(stored.replaced),
    lifted: now(lifted),
    isFreed: stored.isFreed,
    taken,
    locked,
    isElsewhere,
    unread: new Set(incoming.filter(({ isUnread }) => isUnread).map(({ id }) => id)),
    files: filesOf(mine, rows),
  };
}

/** A refused attempt of a message that left once more is none of its own, unless a receipt says that it arrived all the same. */
const isRefusedAttempt = ({ fromMe, waId, ack }: IncomingMessage, { refusedIds }: Surroundings) =>
  fromMe && refusedIds.includes(waId) && statusRank(statusOfAck(ack)) <= statusRank('sent');

const toId = ({ id }: StoredKey) => id;
const toKey = (message: IncomingMessage) => ({ waId: message.waId, direction: directionOf(message) });

/** What follows from stored messages; of the conversations that were `putAway` those come back that were answered. */
async function finish(
  scope: Scope,
  instanceId: string,
  mine: Located[],
  rows: IncomingResult[],
  putAway: string[],
) {
  const fresh = rows.filter((row) => row.isFresh);
  const replaced = rows.filter((row) => !row.isFresh && row.heldAs === null);
  await refreshEdited(scope, replaced.map(toId));
  await learnGroupNames(scope, mine.flatMap(toGroupName));
  const answered = answeredBy(mine, fresh);
  await reopenConversations(
    scope,
    putAway.filter((id) => answered.has(id)),
  );
  const firstWords = mine.filter(
    ({ conversation }) => !conversation.isHeard && answered.has(conversation.id),
  );
  const isFreed = await hear(scope, [...new Set(firstWords.map(({ conversation }) => conversation.id))]);
  const begun = fresh.length > 0 ? [...new Set(mine.filter(mayBeFirst).map(toPlace))] : [];
  if (await recountFirstContacts(scope, begun))
    await publish(scope.db, scope.organizationId, { instances: [instanceId] });
  return { fresh, replaced, isFreed };
}

const toPlace = ({ conversation }: Located) => conversation.id;

/** Whether it may turn out to be the first message between the two, so that it says who began. */
const mayBeFirst = ({ message: { sentAt }, conversation: { isHeard, lastMessageAt, contactId } }: Located) =>
  contactId !== null && (!isHeard || sentAt < (lastMessageAt ?? sentAt));

/** The conversations into which the customer wrote something that was not here. */
function answeredBy(mine: Located[], fresh: StoredKey[]): Set<string> {
  const isFresh = new Set(fresh.map((row) => `${row.direction}:${row.waId}`));
  const written = mine.filter(
    ({ message }) => !message.fromMe && message.type !== 'system' && isFresh.has(keyOf(message)),
  );
  return new Set(written.map(({ conversation }) => conversation.id));
}

/** The stored or changed messages that have a file. */
function filesOf(mine: Located[], rows: IncomingResult[]): string[] {
  const hasFile = new Set(mine.filter(({ message }) => message.media).map(({ message }) => keyOf(message)));
  if (hasFile.size === 0) return [];
  return rows.filter((row) => hasFile.has(`${row.direction}:${row.waId}`)).map((row) => row.id);
}

/** WhatsApp's time is in seconds: of one second, a new name came after the joining, which tells the name at that time. */
const toGroupName = ({ message: { system, sentAt }, conversation }: Located) => {
  if (!system?.title) return [];
  const at = new Date(sentAt.getTime() + (system.kind === 'group_renamed' ? 1 : 0));
  return [{ conversationId: conversation.id, name: system.title, at }];
};

const keyOf = (message: IncomingMessage) => `${directionOf(message)}:${message.waId}`;

/**
 * Echoes of our own sends whose ids we could not choose. While WAHA's answer, which tells the id, is still awaited the
 * echo waits too, else the message would stand there twice; after that the echo itself tells the id. What we have
 * already is no echo: the same words may be said twice. Of several sends of the same words it is of the one that left nearest
 * to its time: one that was given up minutes ago must not take what belongs to the one that leaves now. WAHA's word that something was written on the phone proves
 * nothing: on WEBJS the echo may come before WAHA remembers the id as its own (waha#1689).
 */
async function splitEchoes(scope: Scope, instanceId: string, located: Located[], openSends: AnonymousSend[]) {
  const open = [...openSends];
  const known = new Set(open.length > 0 ? await findKnownIds(scope, instanceId, located.map(waIdOf)) : []);
  const mine: Located[] = [];
  const parked: WaitingEvent[] = [];
  const adopted: { id: string; waId: string }[] = [];
  for (const item of located) {
    const { message, conversation } = item;
    const mayBeEcho = message.fromMe && !known.has(message.waId);
    const send = mayBeEcho ? nearestSend(open, item) : undefined;
    if (send?.status === 'sending') parked.push(toWaiting(message, echoMark(conversation.id)));
    else mine.push(item);
    if (send && send.status !== 'sending') adopted.push({ id: send.id, waId: message.waId });
    if (send) open.splice(open.indexOf(send), 1);
  }
  return { mine, parked, adopted };
}

/** The send of the same words in the same conversation that left nearest to the message's time; the older of equals. */
function nearestSend(open: AnonymousSend[], { message, conversation }: Located): AnonymousSend | undefined {
  const distance = (send: AnonymousSend) => Math.abs(send.sendingAt - message.sentAt.getTime());
  return open
    .filter((send) => send.conversationId === conversation.id && send.text === message.text)
    .reduce<AnonymousSend | undefined>(
      (best, send) => (best && distance(best) <= distance(send) ? best : send),
      undefined,
    );
}

const waIdOf = ({ message }: Located) => message.waId;

const toRow =
  (origin: Origin) =>
  ({ message, conversation }: Located): IncomingRow => {
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
      id: newId(),
      conversationId: conversation.id,
      direction: directionOf(message),
      // That it was refused is proven beside it (`proofsOf`), with what follows.
      status: fromMe ? statusOfAck(Math.max(ack ?? 0, 0)) : 'received',
      senderKind: isLine ? 'system' : fromMe ? (source === 'api' ? 'api' : 'phone') : 'contact',
      senderName: fromMe ? null : pushName,
      waChat: chat,
      waAuthor: author,
      isUnread: isNews && !wasReadOnPhone,
      isLate: isNews && (origin === 'gap' || ageMs > LATE_MS || isBehind),
      reply: message.replyToWaId ? { id: null, text: reply?.text ?? null, senderName: null } : null,
      ...content,
    };
  };
