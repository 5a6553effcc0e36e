import type { ConversationView } from '../../lib/conversations/schema';
import type { Page } from '../../lib/core/pagination';
import type { MessageView } from '../../lib/messages/schema';
import type { Road } from './traffic';

export type Thread = { conversation: ConversationView; messages: MessageView[] };

/** Everything as a program sees it through the API: each conversation with all its messages, oldest first. */
export async function readThreads(road: Road): Promise<Thread[]> {
  const conversations = await readAll<ConversationView>(road, '/api/messages/conversations');
  const threads: Thread[] = [];
  for (const conversation of conversations) {
    const path = `/api/messages/conversations/${conversation.id}/messages`;
    threads.push({ conversation, messages: (await readAll<MessageView>(road, path)).reverse() });
  }
  return threads;
}

async function readAll<T>(road: Road, path: string): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = `?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const { status, body, text } = await road.caller.call<Page<T>>('GET', path + query);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text.slice(0, 200)}`);
    rows.push(...body.data);
    cursor = body.nextCursor;
  }
  return rows;
}
