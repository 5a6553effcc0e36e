import type { ConversationView } from '@/lib/conversations/schema';

/** A conversation for tests: open, nobody's, read. */
export function aConversation(change: Partial<ConversationView> = {}): ConversationView {
  return {
    id: 'a',
    instanceId: '019ab000-0000-7000-8000-0000000000d1',
    kind: 'direct',
    contact: { id: 'm', name: 'Marina Duarte', phoneNumber: '+5511900000142', avatarUrl: null },
    title: 'Marina Duarte',
    status: 'open',
    assignee: null,
    labels: [],
    unreadCount: 0,
    lastMessage: null,
    lastMessageAt: '2026-11-23T12:00:00.000Z',
    joined: null,
    earlierJoins: [],
    snoozedUntil: null,
    createdAt: '2026-11-20T12:00:00.000Z',
    updatedAt: '2026-11-23T12:00:00.000Z',
    ...change,
  };
}
