import { z } from 'zod';
import { currentConversationId } from '@/lib/conversations/service';
import { AppError } from '@/lib/core/errors';
import { moment } from '@/lib/core/moment';
import { cursorKind, type Page } from '@/lib/core/pagination';
import { authorize, type Scope } from '@/lib/core/scope';
import {
  type MessageRow,
  type Place,
  placeOf,
  selectMessage,
  selectMessagesByIds,
  selectNewer,
  selectOlder,
  selectOldestUnread,
  selectPlace,
  selectUpTo,
} from './queries';
import type { MessageView, ThreadQuery } from './schema';
import { toMessageView } from './view';

const cursors = cursorKind('messages', z.tuple([moment, z.number().int(), z.uuid()]));

/**
 * A conversation's messages, always newest first; `nextCursor` goes on towards older ones. With an anchor: those just
 * before it, just after it, or around it (itself included). Throws `not_found` for an anchor of another conversation.
 */
export async function listMessages(
  scope: Scope,
  givenId: string,
  query: ThreadQuery,
): Promise<Page<MessageView>> {
  authorize(scope, 'conversations', 'conversations:read');
  // Hardly ever has a conversation become part of another one: its messages need not wait for that word.
  const [current, read] = await Promise.allSettled([
    currentConversationId(scope, givenId),
    readThread(scope, givenId, query),
  ]);
  if (current.status === 'rejected') throw current.reason;
  if (current.value !== givenId) return readThread(scope, current.value, query);
  if (read.status === 'rejected') throw read.reason;
  return read.value;
}

async function readThread(
  scope: Scope,
  conversationId: string,
  { limit, cursor, before, after, around: asked }: ThreadQuery,
): Promise<Page<MessageView>> {
  const at = (id: string) => requirePlace(scope, conversationId, id);
  if (cursor) return older(scope, conversationId, limit, cursors.decode(cursor));
  if (before) return older(scope, conversationId, limit, await at(before));
  if (after) return newer(scope, conversationId, limit, await at(after));
  const middle = asked === 'unread' ? await selectOldestUnread(scope, conversationId) : asked;
  if (middle) return around(scope, conversationId, limit, await at(middle));
  return older(scope, conversationId, limit);
}

/** Views of these messages, for the event stream; in the order of `ids`. */
export async function viewMessages(scope: Scope, ids: string[]): Promise<MessageView[]> {
  if (ids.length === 0) return [];
  const byId = new Map(
    (await selectMessagesByIds(scope, ids)).map((row) => [row.message.id, toMessageView(row)]),
  );
  return ids.map((id) => byId.get(id)).filter((view) => view !== undefined);
}

/** One message; throws `not_found`. */
export async function requireMessage(scope: Scope, id: string): Promise<MessageRow> {
  const row = await selectMessage(scope, id);
  if (!row) throw new AppError('not_found');
  return row;
}

async function requirePlace(scope: Scope, conversationId: string, id: string): Promise<Place> {
  const place = await selectPlace(scope, conversationId, id);
  if (!place) throw new AppError('not_found');
  return place;
}

async function older(
  scope: Scope,
  conversationId: string,
  limit: number,
  before?: Place,
): Promise<Page<MessageView>> {
  const rows = await selectOlder(scope, conversationId, limit + 1, before);
  return page(rows.slice(0, limit), rows.length > limit);
}

async function newer(
  scope: Scope,
  conversationId: string,
  limit: number,
  after: Place,
): Promise<Page<MessageView>> {
  const rows = await selectNewer(scope, conversationId, limit, after);
  // Older ones exist: the anchor itself is one.
  return page(rows.reverse(), rows.length > 0);
}

async function around(
  scope: Scope,
  conversationId: string,
  limit: number,
  place: Place,
): Promise<Page<MessageView>> {
  const [after, upTo] = await Promise.all([
    selectNewer(scope, conversationId, Math.floor(limit / 2), place),
    selectUpTo(scope, conversationId, limit + 1, place),
  ]);
  const room = limit - after.length;
  return page([...after.reverse(), ...upTo.slice(0, room)], upTo.length > room);
}

function page(rows: MessageRow[], hasOlder: boolean): Page<MessageView> {
  const last = rows.at(-1);
  return {
    data: rows.map(toMessageView),
    nextCursor: hasOlder && last ? cursors.encode(placeOf(last)) : null,
  };
}
