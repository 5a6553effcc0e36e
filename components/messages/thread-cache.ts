import type { MessageView } from '@/lib/messages/schema';
import { Meanwhile } from '../realtime/meanwhile';
import { Observable } from '../realtime/observable';
import { ReadError } from '../realtime/read-api';
import { firstPage, isTooMany, UNREAD } from './first-page';
import type { Origin } from './newer-message';
import { goesOn, oldestUnread, type ThreadReads, threadReads } from './thread-reads';
import {
  appendOlder,
  foldMessage,
  type MessagePage,
  openThread,
  prependNewer,
  refreshPart,
  refreshThread,
  reopenThread,
  type ThreadState,
  trimThread,
} from './thread-state';

type Reading = 'idle' | 'loading' | 'failed';

/** `thread` is undefined until it was read once. */
export type ThreadEntry = { thread?: ThreadState; error?: ReadError; older: Reading; newer: Reading };

/** So many conversations open at once when one comes back to them. */
const MOST = 20;
/** So many messages are held of the one that is read; whoever scrolls on lets go of what is far behind. */
const HELD = 600;
/** So many of one that was left. */
const LEFT = 50;

/** A message, and who told of it. */
type Told = { message: MessageView; origin: Origin };

const IDLE = { older: 'idle', newer: 'idle' } as const;

/** The threads looked at lately, kept current by what is folded in. */
export class ThreadCache {
  private readonly entries = new Map<string, Observable<ThreadEntry>>();
  private readonly told = new Meanwhile<Told>();
  private readonly opening = new Set<string>();

  constructor(private readonly reads: ThreadReads = threadReads) {}

  /** The thread of a conversation, whether read yet or not; the one asked for longest ago is forgotten. */
  entry(conversationId: string): Observable<ThreadEntry> {
    const known = this.entries.get(conversationId);
    const entry = known ?? new Observable<ThreadEntry>(IDLE);
    if (known) this.entries.delete(conversationId);
    this.entries.set(conversationId, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > MOST && oldest) this.entries.delete(oldest);
    return entry;
  }

  /** Puts in what the page was rendered with: the newest messages, or those around one, or around the oldest unread one. */
  seed(conversationId: string, page: MessagePage, around?: string): void {
    const hasNewer = around !== undefined && goesOn(page, around);
    const thread = around === UNREAD ? openAtUnread(page) : openThread(page, hasNewer);
    this.entry(conversationId).set({ ...IDLE, thread });
  }

  /** Reads the newest page (with many unread a longer one), unless some of the thread is here, or on its way. */
  async open(conversationId: string, unread = 0): Promise<void> {
    if (this.opening.has(conversationId) || this.entry(conversationId).get().thread) return;
    this.opening.add(conversationId);
    await this.refresh(conversationId, unread);
    this.opening.delete(conversationId);
  }

  /**
   * Reads the newest page, the first time or again (with many unread a longer one, with very many the page where they
   * begin); in its middle what is held of it.
   */
  async refresh(conversationId: string, unread = 0): Promise<void> {
    const entry = this.entry(conversationId);
    const held = entry.get().thread;
    if (held?.hasNewer) return this.refreshPart(conversationId, held);
    try {
      await this.reading(conversationId, async () => {
        if (!held && isTooMany(unread)) {
          const page = await this.reads.readUnread(conversationId);
          return (thread) => thread ?? openAtUnread(page);
        }
        const page = await this.reads.readNewest(conversationId, firstPage(unread));
        return (thread) => {
          if (!thread) return openThread(page);
          return thread.hasNewer ? thread : refreshThread(thread, page, held?.tick ?? 0);
        };
      });
    } catch (error) {
      if (!entry.get().thread) entry.set({ ...IDLE, error: toReadError(error) });
    }
  }

  /** Reads the thread anew: its messages are not those it had, so that nothing held before stays. */
  async reload(conversationId: string): Promise<void> {
    const entry = this.entry(conversationId);
    const { thread } = entry.get();
    if (!thread) return this.refresh(conversationId);
    try {
      const page = await this.reads.readNewest(conversationId, thread.messages.length);
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
    if (!entry.get().thread) entry.set({ ...IDLE, thread: held.thread });
    this.reload(to);
  }

  /** Nobody looks at it any more: its end is kept for when one comes back, nothing of a part in its middle. */
  leave(conversationId: string): void {
    const entry = this.entries.get(conversationId);
    const held = entry?.get();
    if (!entry || !held?.thread) return;
    if (held.thread.hasNewer) this.entries.delete(conversationId);
    else entry.set({ ...held, thread: trimThread(held.thread, 'newest', LEFT) });
  }

  /** Reads the page before the oldest message, if there is one and nobody does already. */
  loadOlder(conversationId: string): Promise<void> {
    return this.extend(conversationId, 'older', async ({ messages }) => {
      const id = messages.at(-1)?.id ?? '';
      const page = await this.reads.readOlder(conversationId, id);
      // A refresh may have found a hole and begun anew: then this page does not follow any more.
      return (now) => (now?.messages.at(-1)?.id === id ? appendOlder(now, page) : now);
    });
  }

  /** Reads the page after the newest message, where that is not the conversation's newest. */
  loadNewer(conversationId: string): Promise<void> {
    return this.extend(conversationId, 'newer', async ({ messages }) => {
      const id = messages[0]?.id ?? '';
      const { page, hasNewer } = await this.reads.readNewer(conversationId, id);
      return (now) => (now?.messages[0]?.id === id ? prependNewer(now, page, hasNewer) : now);
    });
  }

  /** Shows the newest messages instead of a part in the middle. */
  async loadLatest(conversationId: string): Promise<void> {
    const entry = this.entry(conversationId);
    if (!entry.get().thread?.hasNewer) return;
    try {
      await this.reading(conversationId, async () => {
        const page = await this.reads.readNewest(conversationId);
        return (thread) => openThread(page, false, thread?.tick);
      });
    } catch {
      entry.set({ ...entry.get(), newer: 'failed' });
    }
  }

  /** Shows a message with its neighbours, unless it is there already; false when it can't be reached. */
  async find(conversationId: string, messageId: string): Promise<boolean> {
    const held = this.entry(conversationId).get().thread;
    if (held?.messages.some(({ id }) => id === messageId)) return true;
    try {
      await this.reading(conversationId, async () => {
        const { page, hasNewer } = await this.reads.readAround(conversationId, messageId);
        return (thread) => openThread(page, hasNewer, thread?.tick);
      });
      return true;
    } catch {
      if (!held) await this.refresh(conversationId);
      return false;
    }
  }

  /** Folds a message into its thread, if that was read. */
  fold(message: MessageView, origin: Origin): void {
    this.told.hear({ message, origin });
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

  /** Forgets all but one: events were missed, and only what is shown is read again. */
  keepOnly(conversationId: string | undefined): void {
    for (const id of this.entries.keys()) if (id !== conversationId) this.entries.delete(id);
  }

  /**
   * Reads and changes a thread by what was read. What the stream told meanwhile is folded in once more: the page may be
   * older, and where the thread begins anew it would be lost.
   */
  private async reading(
    conversationId: string,
    read: () => Promise<(now: ThreadState | undefined) => ThreadState | undefined>,
  ): Promise<void> {
    const entry = this.entry(conversationId);
    const { answer: change, heard } = await this.told.during(read);
    const changed = change(entry.get().thread);
    const ours = heard.filter(({ message }) => message.conversationId === conversationId);
    const thread =
      changed && ours.reduce((now, { message, origin }) => foldMessage(now, message, origin), changed);
    const begins = thread?.part !== entry.get().thread?.part;
    entry.set({ ...(begins ? IDLE : entry.get()), thread });
  }

  private async refreshPart(conversationId: string, { messages, tick, part }: ThreadState): Promise<void> {
    const [newest, oldest] = [messages[0], messages.at(-1)];
    if (!newest || !oldest) return;
    const entry = this.entry(conversationId);
    try {
      const data = await this.reads.readSpan(conversationId, newest.id, oldest.id);
      const now = entry.get();
      if (now.thread?.part === part) entry.set({ ...now, thread: refreshPart(now.thread, data, tick) });
    } catch {
      // What is shown stays; the next resync reads again.
    }
  }

  /** Reads what follows at one end. What is far from it goes first, so that only one end changes at a time. */
  private async extend(
    conversationId: string,
    end: 'older' | 'newer',
    load: (thread: ThreadState) => Promise<(now: ThreadState | undefined) => ThreadState | undefined>,
  ): Promise<void> {
    const entry = this.entry(conversationId);
    const held = entry.get();
    const isThere = end === 'older' ? held.thread?.hasOlder : held.thread?.hasNewer;
    if (!held.thread || !isThere || held[end] === 'loading') return;
    const thread = trimThread(held.thread, end === 'older' ? 'oldest' : 'newest', HELD);
    entry.set({ ...held, thread, [end]: 'loading' });
    try {
      await this.reading(conversationId, () => load(thread));
      entry.set({ ...entry.get(), [end]: 'idle' });
    } catch {
      entry.set({ ...entry.get(), [end]: 'failed' });
    }
  }
}

function openAtUnread(page: MessagePage): ThreadState {
  const unreadFrom = oldestUnread(page);
  return { ...openThread(page, unreadFrom !== undefined), unreadFrom };
}

const toReadError = (error: unknown) =>
  error instanceof ReadError ? error : new ReadError(0, 'offline', '', undefined);
