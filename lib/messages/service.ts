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
  selectAround,
  selectMessage,
  selectMessagesByIds,
  selectNewer,
  selectOlder,
  selectOldestUnread,
  selectPlace,
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
  const read = await readThread(scope, givenId, query).catch(asNothing);
  // Messages are in no conversation but the one that is there now.
  if (read && read.data.length > 0) return read;
  const id = await currentConversationId(scope, givenId);
  return id === givenId && read ? read : readThread(scope, id, query);
}

/** An anchor that is not there may be in what the conversation has become part of. */
function asNothing(fault: unknown): undefined {
  if (!(fault instanceof AppError && fault.code === 'not_found')) throw fault;
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
  return page(rows, rows.length > 0);
}

async function around(
  scope: Scope,
  conversationId: string,
  limit: number,
  place: Place,
): Promise<Page<MessageView>> {
  const parts = { after: Math.floor(limit / 2), limit: limit + 1 };
  const rows = await selectAround(scope, conversationId, parts, place);
  return page(rows.slice(0, limit), rows.length > limit);
}

function page(rows: MessageRow[], hasOlder: boolean): Page<MessageView> {
  const last = rows.at(-1);
  return {
    data: rows.map(toMessageView),
    nextCursor: hasOlder && last ? cursors.encode(placeOf(last)) : null,
  };
}
