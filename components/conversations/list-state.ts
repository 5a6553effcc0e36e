import type { ConversationView } from '@/lib/conversations/schema';
import type { InboxFilters } from './inbox-address';

/** The conversations of one filter, newest activity first, without holes down to `nextCursor`. */
export type ListState = { items: readonly ConversationView[]; nextCursor: string | null };

export type ConversationPage = { data: ConversationView[]; nextCursor: string | null };

export type ListRule = {
  filters: InboxFilters;
  meId: string;
  /** The open conversation stays in the list when a filter would take it out. */
  openId?: string;
};

/**
 * Folds in one conversation as the stream or an action gave it: never an older view over a newer one, once is as
 * good as twice. What is older than everything loaded is left to paging.
 */
export function foldConversation(list: ListState, view: ConversationView, rule: ListRule): ListState {
  const index = list.items.findIndex(({ id }) => id === view.id);
  const held = list.items[index];
  if (held && held.updatedAt > view.updatedAt) return list;
  const others = held ? list.items.toSpliced(index, 1) : list.items;
  const stays = matches(view, rule) || (held && view.id === rule.openId);
  if (!stays) return held ? { ...list, items: others } : list;
  const place = others.findIndex((other) => byActivity(view, other) < 0);
  if (place < 0 && list.nextCursor !== null) return { ...list, items: held ? others : list.items };
  return { ...list, items: others.toSpliced(place < 0 ? others.length : place, 0, view) };
}

/** Adds the page that follows. What moved up meanwhile is not shown twice. */
export function appendConversations(list: ListState, page: ConversationPage): ListState {
  const known = new Set(list.items.map(({ id }) => id));
  return {
    items: [...list.items, ...page.data.filter(({ id }) => !known.has(id))],
    nextCursor: page.nextCursor,
  };
}

/** The first pages read again; the open conversation stays. */
export function refreshConversations(list: ListState, page: ConversationPage, openId?: string): ListState {
  const open = openId ? list.items.find(({ id }) => id === openId) : undefined;
  const missing = open && !page.data.some(({ id }) => id === open.id) ? [open] : [];
  return { nextCursor: page.nextCursor, items: [...page.data, ...missing].sort(byActivity) };
}

/** Takes out a conversation that is gone. */
export const withoutConversation = (list: ListState, id: string): ListState => ({
  ...list,
  items: list.items.filter((item) => item.id !== id),
});

/** Whether a conversation belongs into the list of these filters. */
export function matches(view: ConversationView, { filters, meId }: ListRule): boolean {
  const { status, assignee, unread, instanceId, kind } = filters;
  if (status !== 'all' && view.status !== status) return false;
  if (assignee === 'me' && view.assignee?.id !== meId) return false;
  if (assignee === 'none' && view.assignee) return false;
  if (unread && view.unreadCount === 0) return false;
  if (kind && view.kind !== kind) return false;
  return !instanceId || view.instanceId === instanceId;
}

/** The conversation above or below the open one; the first where none is open or the open one is not listed. */
export function neighbour(list: ListState, openId: string | undefined, step: 1 | -1): string | undefined {
  const index = list.items.findIndex(({ id }) => id === openId);
  return index < 0 ? list.items[0]?.id : list.items[index + step]?.id;
}

const activityOf = (view: ConversationView) => view.lastMessageAt ?? view.createdAt;

/** The server's order: newest activity first, then the higher id. */
function byActivity(a: ConversationView, b: ConversationView): number {
  const [left, right] = [activityOf(a), activityOf(b)];
  if (left !== right) return left < right ? 1 : -1;
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}
