import type { MessageView } from '@/lib/messages/schema';
import { newerMessage, type Origin } from './newer-message';

/** A part of a conversation without holes: newest first, as the server orders it. `tick`s tell when each was heard. */
export type ThreadState = {
  messages: readonly MessageView[];
  /** Whether the conversation goes on above the oldest message, and below the newest. */
  hasOlder: boolean;
  hasNewer: boolean;
  /** What was heard of that arrived below the newest message, while `hasNewer`. */
  ahead: ReadonlySet<string>;
  /** The oldest unread message, where it was opened there because so many are. */
  unreadFrom?: string;
  /** Another number for a part that has nothing to do with the one before. */
  part: number;
  /** Counts what was folded in. */
  tick: number;
  heardAt: ReadonlyMap<string, number>;
};

export type MessagePage = { data: MessageView[]; nextCursor: string | null };

const NONE: ReadonlySet<string> = new Set();
let parts = 0;

/** A thread of one page; `hasNewer` where that is not the newest, `tick` what was counted in one that it replaces. */
export function openThread(page: MessagePage, hasNewer = false, tick = 0): ThreadState {
  return {
    messages: page.data,
    hasOlder: page.nextCursor !== null,
    hasNewer,
    ahead: NONE,
    part: ++parts,
    tick,
    heardAt: new Map(),
  };
}

/**
 * Folds in one message from the stream or an action's answer. The same one twice, or an older view after a newer
 * one, changes nothing. A message beyond an end that is not the conversation's is left out: paging will bring it.
 */
export function foldMessage(thread: ThreadState, message: MessageView, origin: Origin): ThreadState {
  const index = thread.messages.findIndex(({ id }) => id === message.id);
  const held = thread.messages[index];
  const view = held ? newerMessage(held, message, origin) : message;
  const tick = thread.tick + 1;
  const heardAt = new Map(thread.heardAt).set(message.id, tick);
  const heard = { ...thread, tick, heardAt };
  if (held && newestFirst(held, view) === 0) return { ...heard, messages: thread.messages.with(index, view) };
  const others = held ? thread.messages.toSpliced(index, 1) : thread.messages;
  const place = others.findIndex((other) => newestFirst(other, view) > 0);
  if (place < 0 && thread.hasOlder) return { ...heard, messages: others };
  if (place === 0 && index !== 0 && thread.hasNewer)
    return { ...heard, messages: others, ahead: withArrival(thread.ahead, view, origin) };
  return { ...heard, messages: others.toSpliced(place < 0 ? others.length : place, 0, view) };
}

/** Only what others wrote is counted. */
function withArrival(ahead: ReadonlySet<string>, { id, direction, type }: MessageView, origin: Origin) {
  const counts = origin === 'event' && direction === 'inbound' && type !== 'system';
  return counts ? new Set(ahead).add(id) : ahead;
}

/** Adds the page that follows the oldest message. */
export function appendOlder(thread: ThreadState, page: MessagePage): ThreadState {
  const older = unknown(thread, page);
  return { ...thread, messages: [...thread.messages, ...older], hasOlder: page.nextCursor !== null };
}

/** Adds the page that follows the newest message; `hasNewer` tells whether more follows that. */
export function prependNewer(thread: ThreadState, page: MessagePage, hasNewer: boolean): ThreadState {
  const newer = unknown(thread, page);
  const arrived = new Set(newer.map(({ id }) => id));
  const ahead = hasNewer ? new Set([...thread.ahead].filter((id) => !arrived.has(id))) : NONE;
  return { ...thread, messages: [...newer, ...thread.messages], hasNewer, ahead };
}

function unknown({ messages }: ThreadState, page: MessagePage): MessageView[] {
  const known = new Set(messages.map(({ id }) => id));
  return page.data.filter(({ id }) => !known.has(id));
}

/** Lets go of what is farthest from one end, so that no more than `most` are held. */
export function trimThread(thread: ThreadState, keep: 'oldest' | 'newest', most: number): ThreadState {
  const { messages } = thread;
  if (messages.length <= most) return thread;
  const kept = keep === 'oldest' ? messages.slice(-most) : messages.slice(0, most);
  const ids = new Set(kept.map(({ id }) => id));
  return {
    ...thread,
    messages: kept,
    heardAt: new Map([...thread.heardAt].filter(([id]) => ids.has(id))),
    ...(keep === 'oldest' ? { hasNewer: true } : { hasOlder: true }),
  };
}

/**
 * Folds in the newest page, read again since `tick`. Where it reaches what is held, it decides the order and
 * replaces everything not heard of since; where it doesn't, there is a hole, and the page becomes the thread.
 */
export function refreshThread(thread: ThreadState, page: MessagePage, tick: number): ThreadState {
  const held = new Set(thread.messages.map(({ id }) => id));
  const touches = page.nextCursor === null || page.data.some(({ id }) => held.has(id));
  const fresh = freshen(thread, page.data, tick);
  const paged = new Set(fresh.map(({ id }) => id));
  const oldest = fresh.at(-1);
  const isBelow = (message: MessageView) =>
    touches && page.nextCursor !== null && oldest && newestFirst(message, oldest) > 0;
  const kept = thread.messages.filter(
    (message) => !paged.has(message.id) && (wasHeard(thread, message.id, tick) || isBelow(message)),
  );
  const hasHistory = kept.some(isBelow);
  return {
    ...thread,
    messages: [...fresh, ...kept].sort(newestFirst),
    hasOlder: hasHistory ? thread.hasOlder : page.nextCursor !== null,
    part: touches ? thread.part : ++parts,
  };
}

/** A part read again since `tick`, from its newest message to its oldest; its ends stay where they are. */
export function refreshPart(thread: ThreadState, data: MessageView[], tick: number): ThreadState {
  const fresh = freshen(thread, data, tick);
  const read = new Set(fresh.map(({ id }) => id));
  const kept = thread.messages.filter(({ id }) => !read.has(id) && wasHeard(thread, id, tick));
  return { ...thread, messages: [...fresh, ...kept].sort(newestFirst) };
}

/** A thread read anew since `tick`: of what was held only what was heard of since stays. */
export function reopenThread(thread: ThreadState, page: MessagePage, tick: number): ThreadState {
  const messages = thread.messages.filter(({ id }) => wasHeard(thread, id, tick));
  const bare = { ...thread, messages, hasOlder: false, hasNewer: false, ahead: NONE };
  return { ...refreshThread(bare, page, tick), part: thread.hasNewer ? ++parts : thread.part };
}

const wasHeard = ({ heardAt }: ThreadState, id: string, tick: number) => (heardAt.get(id) ?? 0) > tick;

/** Views as a page has them, but those that the stream renewed since `tick`. */
function freshen(thread: ThreadState, data: MessageView[], tick: number): MessageView[] {
  const held = new Map(thread.messages.map((message) => [message.id, message]));
  return data.map((view) => {
    const known = held.get(view.id);
    return known && wasHeard(thread, view.id, tick) ? newerMessage(known, view, 'answer') : view;
  });
}

/** The server's own order: many messages bear the same second. */
const newestFirst = (a: MessageView, b: MessageView): number =>
  descending(a.sentAt, b.sentAt) || b.sentRank - a.sentRank || descending(a.id, b.id);

const descending = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);
