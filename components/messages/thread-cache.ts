import type { MessageView } from '@/lib/messages/schema';
import { Observable } from '../realtime/observable';
import { ReadError, readApi } from '../realtime/read-api';
import { firstPage } from './first-page';
import type { Origin } from './newer-message';
import {
  appendOlder,
  foldMessage,
  type MessagePage,
  openThread,
  refreshThread,
  reopenThread,
  type ThreadState,
} from './thread-state';

/** `thread` is undefined until it was read once. */
export type ThreadEntry = { thread?: ThreadState; error?: ReadError; older: 'idle' | 'loading' | 'failed' };

const PAGE = 50;
/** So many conversations open at once when one comes back to them. */
const MOST = 20;
/** So many pages are read to reach a message that somebody wants to see. */
const FARTHEST = 40;

/** The threads looked at lately, kept current by what is folded in. */
export class ThreadCache {
  private readonly entries = new Map<string, Observable<ThreadEntry>>();

  /** The thread of a conversation, whether read yet or not; the one asked for longest ago is forgotten. */
  entry(conversationId: string): Observable<ThreadEntry> {
    const known = this.entries.get(conversationId);
    const entry = known ?? new Observable<ThreadEntry>({ older: 'idle' });
    if (known) this.entries.delete(conversationId);
    this.entries.set(conversationId, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > MOST && oldest) this.entries.delete(oldest);
    return entry;
  }

  /** Puts in what the page was rendered with. */
  seed(conversationId: string, page: MessagePage): void {
    this.entry(conversationId).set({ thread: openThread(page), older: 'idle' });
  }

  /** Reads the newest page, the first time or again; with many unread a longer one. */
  async refresh(conversationId: string, unread = 0): Promise<void> {
    const entry = this.entry(conversationId);
    const tick = entry.get().thread?.tick ?? 0;
    try {
      const page = await readApi<MessagePage>(`${pathOf(conversationId)}?limit=${firstPage(unread)}`);
      const { thread, older } = entry.get();
      entry.set({ thread: thread ? refreshThread(thread, page, tick) : openThread(page), older });
    } catch (error) {
      if (!entry.get().thread) entry.set({ error: toReadError(error), older: 'idle' });
    }
  }

  /** Reads the thread anew: its messages are not those it had, so that nothing held before stays. */
  async reload(conversationId: string): Promise<void> {
    const entry = this.entry(conversationId);
    const { thread } = entry.get();
    if (!thread) return this.refresh(conversationId);
    try {
      const limit = Math.min(100, Math.max(PAGE, thread.messages.length));
      const page = await readApi<MessagePage>(`${pathOf(conversationId)}?limit=${limit}`);
      const now = entry.get();
      entry.set({ ...now, thread: reopenThread(now.thread ?? thread, page, thread.tick) });
    } catch {
      // What is shown stays; the next resync reads again.
    }
  }

  /** A conversation became part of another one: until that one is read its own messages are shown. */
  move(from: string, to: string): void {
    const held = this.entries.get(from)?.get();
    this.entries.delete(from);
    if (!held?.thread) return;
    const entry = this.entry(to);
    if (!entry.get().thread) entry.set({ thread: held.thread, older: 'idle' });
    this.reload(to);
  }

  /** Reads the page before the oldest message, if there is one and nobody does already. */
  async loadOlder(conversationId: string): Promise<void> {
    const entry = this.entry(conversationId);
    const { thread, older } = entry.get();
    if (!thread?.nextCursor || older === 'loading') return;
    entry.set({ thread, older: 'loading' });
    try {
      const cursor = encodeURIComponent(thread.nextCursor);
      const page = await readApi<MessagePage>(`${pathOf(conversationId)}?limit=${PAGE}&cursor=${cursor}`);
      const now = entry.get().thread;
      // A refresh may have found a hole and begun anew: then this page does not follow any more.
      const follows = now?.nextCursor === thread.nextCursor;
      entry.set({ thread: now && follows ? appendOlder(now, page) : now, older: 'idle' });
    } catch {
      entry.set({ ...entry.get(), older: 'failed' });
    }
  }

  /** Folds a message into its thread, if that was read. */
  fold(message: MessageView, origin: Origin): void {
    const entry = this.entries.get(message.conversationId);
    const held = entry?.get();
    if (held?.thread) entry?.set({ ...held, thread: foldMessage(held.thread, message, origin) });
  }

  /** How much was folded in so far: for {@link foldAnswer}. */
  tickOf(conversationId: string): number {
    return this.entries.get(conversationId)?.get().thread?.tick ?? 0;
  }

  /** Folds in the answer to a call made at `tick`, unless the stream has told of the message since: it is the newer. */
  foldAnswer(message: MessageView, tick: number): void {
    const thread = this.entries.get(message.conversationId)?.get().thread;
    if ((thread?.heardAt.get(message.id) ?? 0) <= tick) this.fold(message, 'answer');
  }

  /** Reads older pages until a message is there; false when it is not, or too far back. */
  async loadUntil(conversationId: string, messageId: string): Promise<boolean> {
    const has = () =>
      this.entry(conversationId)
        .get()
        .thread?.messages.some(({ id }) => id === messageId) ?? false;
    for (let page = 0; page < FARTHEST && !has(); page++) {
      await this.loadOlder(conversationId);
      const { thread, older } = this.entry(conversationId).get();
      if (older === 'failed' || !thread?.nextCursor) break;
    }
    return has();
  }

  /** Forgets all but one: events were missed, and only what is shown is read again. */
  keepOnly(conversationId: string | undefined): void {
    for (const id of this.entries.keys()) if (id !== conversationId) this.entries.delete(id);
  }
}

const pathOf = (conversationId: string) => `/api/messages/conversations/${conversationId}/messages`;

const toReadError = (error: unknown) =>
  error instanceof ReadError ? error : new ReadError(0, 'offline', '', undefined);
