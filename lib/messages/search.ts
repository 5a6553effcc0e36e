import { z } from 'zod';
import { currentConversationId, viewConversations } from '@/lib/conversations/service';
import { invalidField } from '@/lib/core/errors';
import { moment } from '@/lib/core/moment';
import { cursorKind, type Page, toPage } from '@/lib/core/pagination';
import { authorize, type Scope } from '@/lib/core/scope';
import { type FoundMessage, findMessages, selectHeadlines } from './search-queries';
import type { SearchHit, SearchQuery } from './search-schema';
import { toHighlight, toSearchQuery } from './search-words';
import { viewMessages } from './service';

const cursors = cursorKind('found', z.tuple([moment, z.uuid()]));

/**
 * Messages of the whole history by their words, newest first; each with its conversation and where the words stand.
 * Throws `not_found` for an unknown conversation, `invalid` where nothing can be searched for.
 */
export async function searchMessages(
  scope: Scope,
  { q, limit, cursor, ...filter }: SearchQuery,
): Promise<Page<SearchHit>> {
  authorize(scope, 'conversations', 'conversations:read');
  const after = cursor ? cursors.decode(cursor) : undefined;
  const query = toSearchQuery(q);
  if (!query) throw invalidField('q', 'needs a letter or a digit');
  // One that was joined with another is searched as what it is now.
  if (filter.conversationId)
    filter.conversationId = await currentConversationId(scope, filter.conversationId);
  const rows = await findMessages(scope, query, filter, limit + 1, after);
  const page = toPage(
    rows,
    limit,
    ({ sentAt, messageId }) => cursors.encode([sentAt, messageId]),
    (row) => row,
  );
  return { data: await toHits(scope, query, page.data), nextCursor: page.nextCursor };
}

async function toHits(scope: Scope, query: string, found: FoundMessage[]): Promise<SearchHit[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ messageId }) => messageId);
  const [messages, conversations, headlines] = await Promise.all([
    viewMessages(scope, ids),
    viewConversations(scope, [...new Set(found.map(({ conversationId }) => conversationId))]),
    selectHeadlines(scope, query, ids),
  ]);
  const messageOf = new Map(messages.map((message) => [message.id, message]));
  const conversationOf = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  return ids.flatMap((id) => {
    const message = messageOf.get(id);
    const conversation = message && conversationOf.get(message.conversationId);
    return conversation ? [{ message, conversation, highlight: toHighlight(headlines.get(id) ?? '') }] : [];
  });
}
