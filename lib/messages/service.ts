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
  const conversationId = await currentConversationId(scope, givenId);
  const { limit } = query;
  if (query.cursor) return older(scope, conversationId, limit, cursors.decode(query.cursor));
  if (query.before)
    return older(scope, conversationId, limit, placeOf(await anchor(scope, conversationId, query.before)));
  if (query.after)
    return newer(scope, conversationId, limit, placeOf(await anchor(scope, conversationId, query.after)));
  const middle = query.around === 'unread' ? await selectOldestUnread(scope, conversationId) : query.around;
  if (middle) return around(scope, conversationId, limit, await anchor(scope, conversationId, middle));
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

async function anchor(scope: Scope, conversationId: string, id: string): Promise<MessageRow> {
  const row = await requireMessage(scope, id);
  if (row.message.conversationId !== conversationId) throw new AppError('not_found');
  return row;
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
  self: MessageRow,
): Promise<Page<MessageView>> {
  const place = placeOf(self);
  const [after, before] = await Promise.all([
    selectNewer(scope, conversationId, Math.floor(limit / 2), place),
    selectOlder(scope, conversationId, limit, place),
  ]);
  const room = Math.max(limit - after.length - 1, 0);
  return page([...after.reverse(), self, ...before.slice(0, room)], before.length > room);
}

function page(rows: MessageRow[], hasOlder: boolean): Page<MessageView> {
  const last = rows.at(-1);
  return {
    data: rows.map(toMessageView),
    nextCursor: hasOlder && last ? cursors.encode(placeOf(last)) : null,
  };
}
