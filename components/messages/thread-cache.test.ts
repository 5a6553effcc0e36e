import { describe, expect, it } from 'vitest';
import type { MessageView } from '@/lib/messages/schema';
import { aMessage } from './sample-message';
import { ThreadCache } from './thread-cache';
import type { ThreadReads } from './thread-reads';
import type { MessagePage } from './thread-state';

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

describe('what is read', () => {
  const id = message.conversationId;
  const at = (name: string, second: number, change = {}) =>
    aMessage({ id: name, sentAt: `2026-11-23T12:00:${second}.000Z`, direction: 'inbound', ...change });
  const page = (...data: MessageView[]): MessagePage => ({ data, nextCursor: 'older' });
  const names = (threads: ThreadCache) =>
    threads
      .entry(id)
      .get()
      .thread?.messages.map((one) => one.id)
      .join('');
  const fail = () => Promise.reject(new Error('not asked for'));
  const nothing: ThreadReads = {
    readNewest: fail,
    readOlder: fail,
    readNewer: fail,
    readAround: fail,
    readUnread: fail,
    readSpan: fail,
  };

  it('is asked for once by whoever approaches and opens, and not again while it is here', async () => {
    let asked = 0;
    const readNewest = () => {
      asked += 1;
      return Promise.resolve(page(at('a', 10)));
    };
    const threads = new ThreadCache({ ...nothing, readNewest });
    const opened = [threads.open(id), threads.open(id)];
    await Promise.all(opened);
    await threads.open(id);
    expect([asked, names(threads)]).toEqual([1, 'a']);
  });

  it('holds what the stream told while it was on its way, the first time and at a new place', async () => {
    let threads: ThreadCache;
    const tell = (name: string, second: number) => threads.fold(at(name, second), 'event');
    const reads = {
      ...nothing,
      readNewest: async () => {
        tell('z', 50);
        return page(at('b', 20), at('a', 10));
      },
      readAround: async () => {
        tell('y', 60);
        return { page: page(at('b', 20), at('a', 10)), hasNewer: false };
      },
    };
    threads = new ThreadCache(reads);
    await threads.refresh(id);
    expect(names(threads)).toBe('zba');
    threads = new ThreadCache(reads);
    threads.seed(id, page(at('x', 15)));
    await threads.find(id, 'a');
    expect(names(threads)).toBe('yba');
  });

  it('takes in what arrived while the last page below was on its way', async () => {
    const threads: ThreadCache = new ThreadCache({
      ...nothing,
      readAround: async () => ({ page: page(at('b', 20), at('a', 10)), hasNewer: true }),
      readNewer: async () => {
        threads.fold(at('z', 50), 'event');
        return { page: page(at('c', 30)), hasNewer: false };
      },
    });
    await threads.find(id, 'a');
    await threads.loadNewer(id);
    expect(names(threads)).toBe('zcba');
    expect(threads.entry(id).get().thread?.ahead.size).toBe(0);
  });

  it('begins where so much is unread that no page holds it, once', async () => {
    const unread = page(...Array.from({ length: 100 }, (_, index) => at(`m${index}`, 10)));
    const threads = new ThreadCache({ ...nothing, readUnread: async () => unread });
    await threads.refresh(id, 120);
    const opened = { unreadFrom: 'm50', hasNewer: true };
    expect(threads.entry(id).get().thread).toMatchObject(opened);
    threads.seed(id, unread, 'unread');
    expect(threads.entry(id).get().thread).toMatchObject(opened);
    // Read by somebody meanwhile: what came instead is short.
    threads.seed(id, page(at('b', 20)), 'unread');
    expect(threads.entry(id).get().thread).toMatchObject({ unreadFrom: undefined, hasNewer: false });
  });

  it('is let go of when one leaves: a part in the middle whole, of the rest all but the end', async () => {
    const threads = new ThreadCache({
      ...nothing,
      readAround: async () => ({ page: page(at('b', 20), at('a', 10)), hasNewer: true }),
    });
    await threads.find(id, 'a');
    threads.leave(id);
    expect(threads.entry(id).get().thread).toBeUndefined();
    threads.seed(id, page(...Array.from({ length: 80 }, (_, index) => at(`m${99 - index}`, 10))));
    threads.leave(id);
    expect(threads.entry(id).get().thread).toMatchObject({ hasOlder: true });
    expect(threads.entry(id).get().thread?.messages).toHaveLength(50);
  });

  it('lets go of what is far behind while one reads on', async () => {
    const many = Array.from({ length: 620 }, (_, index) => at(`m${index}`, 10));
    const threads = new ThreadCache({ ...nothing, readOlder: async () => page(at('old', 10)) });
    threads.seed(id, page(...many));
    await threads.loadOlder(id);
    const { thread } = threads.entry(id).get();
    expect(thread?.messages).toHaveLength(601);
    expect(thread).toMatchObject({ hasNewer: true });
  });

  it('says that a message is not there, and shows the conversation all the same', async () => {
    const threads = new ThreadCache({ ...nothing, readNewest: async () => page(at('a', 10)) });
    expect(await threads.find(id, 'gone')).toBe(false);
    expect(names(threads)).toBe('a');
  });
});
