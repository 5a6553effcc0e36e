import { expect, it } from 'vitest';
import type { JoinView } from '@/lib/conversations/schema';
import { ConversationStore } from './conversation-store';
import { aConversation } from './sample-conversation';

const joinOf = (conversationId: string): JoinView => ({
  id: `join of ${conversationId}`,
  at: '2026-11-20T12:00:00.000Z',
  undoUntil: '2026-12-20T12:00:00.000Z',
  conversationId,
  people: [],
});

it('follows a conversation that an earlier of two joins took, though both were told at once', () => {
  const moved: string[] = [];
  const [open, other] = [aConversation({ id: 'open' }), aConversation({ id: 'other' })];
  const listener = { moved: (from: string, to: string) => moved.push(`${from} ${to}`), changed: () => {} };
  const store = new ConversationStore(
    { status: 'open' },
    { data: [open, other], nextCursor: null },
    open,
    'me',
    listener,
  );
  store.fold(aConversation({ id: 'one', joined: joinOf('other'), earlierJoins: [joinOf('open')] }));
  expect(store.current('open')).toBe('one');
  expect(store.open.get().id).toBe('one');
  expect(store.list.get().list?.items.map(({ id }) => id)).toEqual(['one']);
  expect(moved.sort()).toEqual(['open one', 'other one']);
});
