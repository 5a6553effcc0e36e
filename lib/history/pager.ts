import type { WahaClient } from '@/lib/waha/client';
import { chatKind } from '@/lib/waha/ids';
import { historyTime } from '@/lib/waha/read-history';
import { hasWholeHistory } from '@/lib/waha/version';

/** A part of a history: WhatsApp's times, both inclusive, and from which end it is read. */
export type Span = { since: Date; until: Date; order: 'asc' | 'desc' };

/** Where the reading of a span is; JSON, so that another process can go on. */
export type Cursor = {
  /** The chats still to be read one by one; null where all are read at once. */
  chats: string[] | null;
  index: number;
  /** WhatsApp's time that was reached, in milliseconds. */
  at: number;
  offset: number;
  /** Empty pages in a row: WAHA leaves rows out after paging, so one is not the end. */
  empty: number;
};

export type Page = { rows: Record<string, unknown>[]; next: Cursor | null; progress: number };

type Source = { client: Pick<WahaClient, 'history' | 'chats'>; session: string; engine: string | null };

/** Small, so that live traffic never waits long for the instance's lock. */
const ROWS = 100;
const CHATS = 50;
const EMPTY_AT_END = 2;

/** Where a span begins. Engines without a history of all chats are asked which ones have anything in it. */
export async function firstCursor(source: Source, span: Span): Promise<Cursor> {
  const chats = hasWholeHistory(source.engine) ? null : await activeChats(source, span.since);
  return { chats, index: 0, ...beginning(span) };
}

const beginning = ({ since, until, order }: Span) => ({
  at: (order === 'asc' ? since : until).getTime(),
  offset: 0,
  empty: 0,
});

/**
 * One request. The place of a full page is kept by time, not by number: what arrives or goes meanwhile neither hides a
 * row nor makes deep pages slow. Within one second the offset counts on.
 */
export async function readPage(source: Source, span: Span, cursor: Cursor): Promise<Page> {
  const chat = cursor.chats ? cursor.chats[cursor.index] : 'all';
  if (chat === undefined) return { rows: [], next: null, progress: 1 };
  const { order } = span;
  const at = new Date(cursor.at);
  const from = order === 'asc' ? { since: at, until: span.until } : { since: span.since, until: at };
  const rows = await source.client.history(source.session, {
    chat,
    ...from,
    order,
    limit: ROWS,
    offset: cursor.offset,
  });
  const inside = rows.filter((row) => isInside(historyTime(row), span));
  const next = advance(cursor, rows, span);
  return { rows: inside, next, progress: next ? progressOf(next, span) : 1 };
}

function advance(cursor: Cursor, rows: Record<string, unknown>[], span: Span): Cursor | null {
  if (rows.length === 0) {
    const empty = cursor.empty + 1;
    return empty < EMPTY_AT_END ? { ...cursor, empty, offset: cursor.offset + ROWS } : nextChat(cursor, span);
  }
  const times = rows.map((row) => historyTime(row)?.getTime()).filter((time) => time !== undefined);
  const edge = span.order === 'asc' ? Math.max(...times) : Math.min(...times);
  const floor = Math.floor(cursor.at / 1000) * 1000;
  const hasMoved = Number.isFinite(edge) && (span.order === 'asc' ? edge > floor : edge < floor);
  return hasMoved && rows.length >= ROWS
    ? { ...cursor, at: edge, offset: 0, empty: 0 }
    : { ...cursor, offset: cursor.offset + ROWS, empty: 0 };
}

function nextChat({ chats, index }: Cursor, span: Span): Cursor | null {
  if (!chats || index + 1 >= chats.length) return null;
  return { chats, index: index + 1, ...beginning(span) };
}

function progressOf({ chats, index, at }: Cursor, { since, until, order }: Span): number {
  if (chats) return index / chats.length;
  const read = order === 'asc' ? at - since.getTime() : until.getTime() - at;
  return Math.min(1, Math.max(0, read / Math.max(1, until.getTime() - since.getTime())));
}

/** An engine that ignores the filter must not bring in what nobody asked for. WhatsApp counts whole seconds. */
const isInside = (time: Date | undefined, { since, until }: Span) =>
  time === undefined || (time.getTime() >= since.getTime() - 1000 && time <= until);

/** Chats whose newest message is in the span. The list is made once: it changes its order while it is read. */
async function activeChats({ client, session }: Source, since: Date): Promise<string[]> {
  const found = new Set<string>();
  for (let offset = 0; ; offset += CHATS) {
    const chats = await client.chats(session, CHATS, offset);
    const active = chats.filter(({ lastMessage }) => {
      const newest = lastMessage && historyTime(lastMessage);
      return !newest || newest.getTime() >= since.getTime() - 1000;
    });
    for (const { address } of active) if (chatKind(address) !== 'other') found.add(address);
    if (chats.length === 0 || active.length === 0) return [...found];
  }
}
