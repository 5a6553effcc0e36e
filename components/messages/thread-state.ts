import type { MessageView } from '@/lib/messages/schema';
import { newerMessage, type Origin } from './newer-message';

/** A part of a conversation without holes: newest first, as the server orders it. `tick`s tell when each was heard. */
export type ThreadState = {
  messages: readonly MessageView[];
  /** Leads to older messages; null at the beginning of the conversation. */
  nextCursor: string | null;
  /** Counts what was folded in. */
  tick: number;
  heardAt: ReadonlyMap<string, number>;
};

export type MessagePage = { data: MessageView[]; nextCursor: string | null };

/** A thread of one page. */
export function openThread(page: MessagePage): ThreadState {
  return { messages: page.data, nextCursor: page.nextCursor, tick: 0, heardAt: new Map() };
}

/**
 * Folds in one message from the stream or an action's answer. The same one twice, or an older view after a newer
 * one, changes nothing. A message older than everything loaded is left out: paging will bring it.
 */
export function foldMessage(thread: ThreadState, message: MessageView, origin: Origin): ThreadState {
  const index = thread.messages.findIndex(({ id }) => id === message.id);
  const held = thread.messages[index];
  const view = held ? newerMessage(held, message, origin) : message;
  const tick = thread.tick + 1;
  const heardAt = new Map(thread.heardAt).set(message.id, tick);
  if (held && newestFirst(held, view) === 0)
    return { ...thread, tick, heardAt, messages: thread.messages.with(index, view) };
  const others = held ? thread.messages.toSpliced(index, 1) : thread.messages;
  const place = others.findIndex((other) => newestFirst(other, view) > 0);
  if (place < 0 && thread.nextCursor !== null) return { ...thread, tick, heardAt, messages: others };
  return {
    ...thread,
    tick,
    heardAt,
    messages: others.toSpliced(place < 0 ? others.length : place, 0, view),
  };
}

/** Adds the page that follows the oldest message. */
export function appendOlder(thread: ThreadState, page: MessagePage): ThreadState {
  const known = new Set(thread.messages.map(({ id }) => id));
  const older = page.data.filter(({ id }) => !known.has(id));
  return { ...thread, messages: [...thread.messages, ...older], nextCursor: page.nextCursor };
}

/**
 * Folds in the newest page, read again since `tick`. Where it reaches what is held, it decides the order and
 * replaces everything not heard of since; where it doesn't, there is a hole, and the page becomes the thread.
 */
export function refreshThread(thread: ThreadState, page: MessagePage, tick: number): ThreadState {
  const held = new Map(thread.messages.map((message) => [message.id, message]));
  const touches = page.nextCursor === null || page.data.some(({ id }) => held.has(id));
  const heard = (id: string) => (thread.heardAt.get(id) ?? 0) > tick;
  const fresh = page.data.map((view) => {
    const known = held.get(view.id);
    return known && heard(view.id) ? newerMessage(known, view, 'answer') : view;
  });
  const paged = new Set(fresh.map(({ id }) => id));
  const oldest = fresh.at(-1);
  const isBelow = (message: MessageView) =>
    touches && page.nextCursor !== null && oldest && newestFirst(message, oldest) > 0;
  const kept = thread.messages.filter(
    (message) => !paged.has(message.id) && (heard(message.id) || isBelow(message)),
  );
  const hasHistory = kept.some(isBelow);
  return {
    ...thread,
    messages: [...fresh, ...kept].sort(newestFirst),
    nextCursor: hasHistory ? thread.nextCursor : page.nextCursor,
  };
}

/** A thread read anew since `tick`: of what was held only what was heard of since stays. */
export function reopenThread(thread: ThreadState, page: MessagePage, tick: number): ThreadState {
  const messages = thread.messages.filter(({ id }) => (thread.heardAt.get(id) ?? 0) > tick);
  return refreshThread({ ...thread, messages, nextCursor: null }, page, tick);
}

/** The server's own order: many messages bear the same second. */
const newestFirst = (a: MessageView, b: MessageView): number =>
  descending(a.sentAt, b.sentAt) || b.sentRank - a.sentRank || descending(a.id, b.id);

const descending = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);
