import { afterEach, expect, it, vi } from 'vitest';
import type { ConversationView, JoinView } from '@/lib/conversations/schema';
import { ConversationStore } from './conversation-store';
import { aConversation } from './sample-conversation';

afterEach(() => vi.unstubAllGlobals());

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

/** A store whose list is read when `answer` is called, with what the server saw before. */
function reading(seen: ConversationView[]) {
  let resolve: (response: Response) => void = () => {};
  vi.stubGlobal('fetch', () => new Promise((done) => (resolve = done)));
  const listener = { moved: () => {}, changed: () => {} };
  const page = { data: seen, nextCursor: null };
  const store = new ConversationStore({ status: 'open' }, page, undefined, 'me', listener);
  const ended = store.refreshList();
  return {
    store,
    ids: () => store.list.get().list?.items.map(({ id }) => id),
    answer: () => {
      resolve(Response.json(page));
      return ended;
    },
  };
}

it('keeps who was told of while the list was read, before the server knew of it', async () => {
  const { store, ids, answer } = reading([aConversation({ id: 'old' })]);
  store.fold(aConversation({ id: 'new', lastMessageAt: '2026-12-01T12:00:00.000Z' }));
  await answer();
  expect(ids()).toEqual(['new', 'old']);
});

it('does not call a fault of our own a missing connection', async () => {
  const { id } = aConversation({ id: 'gone' });
  const joined = aConversation({ id: 'one', joined: joinOf(id) });
  const listener = {
    moved: () => {
      throw new Error('ours');
    },
    changed: () => {},
  };
  vi.stubGlobal('fetch', async () => Response.json({ data: [joined], nextCursor: null }));
  const store = new ConversationStore(
    { status: 'open' },
    { data: [], nextCursor: null },
    undefined,
    'me',
    listener,
  );
  store.list.set({ filters: { status: 'open' }, more: 'idle' });
  await expect(store.refreshList()).rejects.toThrow('ours');
  expect(store.list.get().error).toBeUndefined();
});

it('does not bring back what left the list while it was read, nor an older view', async () => {
  const later = '2026-12-01T12:00:00.000Z';
  const [gone, read] = [aConversation({ id: 'gone' }), aConversation({ id: 'read', unreadCount: 3 })];
  const { store, ids, answer } = reading([gone, read]);
  store.fold({ ...gone, status: 'resolved', updatedAt: later });
  store.fold({ ...read, unreadCount: 0, updatedAt: later });
  await answer();
  expect(ids()).toEqual(['read']);
  expect(store.known('read')?.unreadCount).toBe(0);
});
