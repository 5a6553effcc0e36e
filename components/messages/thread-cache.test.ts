import { describe, expect, it } from 'vitest';
import { aMessage } from './sample-message';
import { ThreadCache } from './thread-cache';

const message = aMessage({ status: 'delivered' });
const pending = {
  ...message,
  reactions: [{ emoji: '👍', senderName: null, fromMe: true }],
  pendingChanges: [{ kind: 'reaction' as const, state: 'queued' as const, text: '👍', error: null }],
};
const done = { ...pending, pendingChanges: [] };

function open() {
  const threads = new ThreadCache();
  threads.seed(message.conversationId, { data: [message], nextCursor: null });
  const shown = () => threads.entry(message.conversationId).get().thread?.messages[0];
  return { threads, shown };
}

describe('foldAnswer', () => {
  it('shows what the call answered', () => {
    const { threads, shown } = open();
    threads.foldAnswer(pending, threads.tickOf(message.conversationId));
    expect(shown()?.pendingChanges).toHaveLength(1);
  });

  it('does not put an answer over what the stream has told since the call began', () => {
    const { threads, shown } = open();
    const tick = threads.tickOf(message.conversationId);
    threads.fold(done, 'event');
    threads.foldAnswer(pending, tick);
    expect(shown()).toEqual(done);
  });
});
