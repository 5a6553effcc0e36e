import type { MessageView } from '@/lib/messages/schema';
import { readApi } from '../realtime/read-api';
import { UNREAD } from './first-page';
import type { MessagePage } from './thread-state';

const PAGE = 50;
const MOST = 100;
/** So many pages are read again at most. */
const FARTHEST = 10;

/** A page and whether the conversation goes on below it. */
type NewerPage = { page: MessagePage; hasNewer: boolean };

const read = (conversationId: string, search: string): Promise<MessagePage> =>
  readApi<MessagePage>(
    `/api/messages/conversations/${encodeURIComponent(conversationId)}/messages?${search}`,
  );

/** The newest messages, so many. */
const readNewest = (conversationId: string, limit = PAGE): Promise<MessagePage> =>
  read(conversationId, `limit=${Math.min(MOST, Math.max(PAGE, limit))}`);

/** The messages before one. */
const readOlder = (conversationId: string, before: string): Promise<MessagePage> =>
  read(conversationId, `limit=${PAGE}&before=${before}`);

/** The messages after one. */
async function readNewer(conversationId: string, after: string): Promise<NewerPage> {
  const page = await read(conversationId, `limit=${PAGE}&after=${after}`);
  return { page, hasNewer: page.data.length === PAGE };
}

/** A message with its neighbours. */
async function readAround(conversationId: string, messageId: string): Promise<NewerPage> {
  const page = await read(conversationId, `limit=${MOST}&around=${encodeURIComponent(messageId)}`);
  return { page, hasNewer: goesOn(page, messageId) };
}

/** Whether the conversation goes on below a page that was read around a message: half of it stands below then. */
export const goesOn = ({ data }: MessagePage, messageId: string, limit = MOST): boolean =>
  data.findIndex(({ id }) => id === messageId) >= Math.floor(limit / 2);

/** The oldest unread message with its neighbours, where more is unread than a page holds. */
async function readUnread(conversationId: string): Promise<MessagePage> {
  return read(conversationId, `limit=${MOST}&around=${UNREAD}`);
}

/** Which message of a page was read around as the oldest unread one: half of the page stands below it. */
export const oldestUnread = ({ data }: MessagePage): string | undefined => data[Math.floor(MOST / 2)]?.id;

/** Everything from one message up to an older one, both included. */
async function readSpan(conversationId: string, newest: string, oldest: string): Promise<MessageView[]> {
  const first = await read(conversationId, `limit=1&around=${newest}`);
  const span = first.data;
  let { nextCursor: cursor } = first;
  for (let pages = 0; cursor && pages < FARTHEST && !span.some(({ id }) => id === oldest); pages++) {
    const page = await read(conversationId, `limit=${MOST}&cursor=${encodeURIComponent(cursor)}`);
    span.push(...page.data);
    cursor = page.nextCursor;
  }
  const end = span.findIndex(({ id }) => id === oldest);
  return end < 0 ? span : span.slice(0, end + 1);
}

/** How a thread is read. */
export const threadReads = { readNewest, readOlder, readNewer, readAround, readUnread, readSpan };
export type ThreadReads = typeof threadReads;
