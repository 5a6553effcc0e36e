import type { MessageView } from '@/lib/messages/schema';

/** A message for tests: an answer of ours, unless said otherwise. */
export function aMessage(change: Partial<MessageView> = {}): MessageView {
  return {
    id: '019ab000-0000-7000-8000-000000000001',
    conversationId: '019ab000-0000-7000-8000-0000000000c1',
    instanceId: '019ab000-0000-7000-8000-0000000000d1',
    direction: 'outbound',
    type: 'text',
    text: 'Oi',
    status: 'queued',
    error: null,
    dismissed: false,
    held: null,
    undoUntil: null,
    sender: { kind: 'user', id: 'ana', name: 'Ana Ribeiro' },
    media: null,
    location: null,
    contacts: null,
    poll: null,
    system: null,
    mentions: [],
    forwarded: false,
    late: false,
    recovered: null,
    replyTo: null,
    reactions: [],
    pendingChanges: [],
    editedAt: null,
    revokedAt: null,
    waMessageId: null,
    clientId: null,
    sentAt: '2026-11-23T12:00:00.000Z',
    sentRank: 0,
    createdAt: '2026-11-23T12:00:00.000Z',
    ...change,
  };
}
