import type { ConversationView } from '@/lib/conversations/schema';
import { Meanwhile } from '../realtime/meanwhile';
import { Observable } from '../realtime/observable';
import { ReadError, readApi } from '../realtime/read-api';
import { type InboxFilters, listSearch } from './inbox-address';
import { Joins } from './joins';
import {
  appendConversations,
  type ConversationPage,
  foldConversation,
  type ListState,
  refreshConversations,
  withoutConversation,
} from './list-state';

/** `list` is undefined while a filter is read for the first time. */
export type ListEntry = {
  filters: InboxFilters;
  list?: ListState;
  more: 'idle' | 'loading' | 'failed';
  error?: ReadError;
};

/** The open conversation; `error` says why it can't be shown. `visit` stays when it is joined with another one meanwhile. */
export type OpenEntry = { id?: string; visit?: string; view?: ConversationView; error?: ReadError };

/** What others who keep something by conversation must hear. */
export type JoinListener = {
  /** What is kept for a conversation that is gone belongs to the one that it is part of now. */
  moved: (from: string, to: string) => void;
  /** The open conversation has other messages now: it was joined with another one, or parted from it. */
  changed: (id: string) => void;
};

const PAGE = 50;
const PATH = '/api/messages/conversations';

/** The list as filtered and the open conversation, kept current by what is folded in. */
export class ConversationStore {
  readonly list: Observable<ListEntry>;
  readonly open: Observable<OpenEntry>;
  private readonly joins = new Joins();
  private readonly told = new Meanwhile<ConversationView>();

  constructor(
    filters: InboxFilters,
    page: ConversationPage,
    view: ConversationView | undefined,
    private readonly meId: string,
    private readonly listener: JoinListener,
  ) {
    const list = { items: page.data, nextCursor: page.nextCursor };
    this.list = new Observable<ListEntry>({ filters, list, more: 'idle' });
    this.open = new Observable<OpenEntry>({ id: view?.id, visit: view?.id, view });
  }

  /** The conversation that an id leads to: itself, or what it was joined with. */
  readonly current = (id: string): string => this.joins.current(id);

  /** A conversation as it is known here, if it is. */
  known(id: string): ConversationView | undefined {
    const open = this.open.get().view;
    return open?.id === id ? open : this.list.get().list?.items.find((item) => item.id === id);
  }

  /** Learns from the views of the first page. */
  start(): void {
    for (const view of this.list.get().list?.items ?? []) this.learn(view);
  }

  /** Shows another filter; what was shown under it before is not kept. */
  setFilters(filters: InboxFilters): void {
    if (listKey(filters) === listKey(this.list.get().filters)) return;
    this.list.set({ filters, more: 'idle' });
    this.refreshList();
  }

  /** Opens a conversation with what the list knows of it, and reads it where the list knows nothing. */
  setOpen(id: string | undefined): void {
    if (id === this.open.get().id) return;
    const view = this.list.get().list?.items.find((item) => item.id === id);
    this.open.set({ id, visit: id, view });
    if (id && !view) this.refreshOpen();
  }

  /** Reads again what is shown of the list: as many rows as there are, 100 at most. */
  async refreshList(): Promise<void> {
    const { filters, list } = this.list.get();
    const limit = Math.min(100, Math.max(PAGE, list?.items.length ?? 0));
    const read = await this.readPage(filters, `limit=${limit}`, (error) =>
      this.change(filters, (entry) => (entry.list ? entry : { ...entry, error })),
    );
    if (!read) return;
    const { answer: page, heard } = read;
    for (const view of page.data) this.learn(view);
    this.change(filters, (entry) => ({
      filters,
      more: entry.more,
      list: refreshConversations(entry.list ?? EMPTY, page, this.open.get().id),
    }));
    for (const view of heard) this.fold(view);
  }

  /** Reads the open conversation again. */
  async refreshOpen(): Promise<void> {
    const { id } = this.open.get();
    if (!id) return;
    try {
      const view = await readApi<ConversationView>(`${PATH}/${encodeURIComponent(id)}`);
      if (view.id !== id) this.follow(id, view);
      this.fold(view);
    } catch (error) {
      const failure = toReadError(error);
      const now = this.open.get();
      if (now.id === id && (!now.view || failure.status === 404))
        this.open.set({ id, visit: id, error: failure });
    }
  }

  /** Reads the next page of the list, if there is one and nobody does already. */
  async loadMore(): Promise<void> {
    const { filters, list, more } = this.list.get();
    if (!list?.nextCursor || more === 'loading') return;
    this.change(filters, (entry) => ({ ...entry, more: 'loading' }));
    const next = `limit=${PAGE}&cursor=${encodeURIComponent(list.nextCursor)}`;
    const read = await this.readPage(filters, next, () =>
      this.change(filters, (entry) => ({ ...entry, more: 'failed' })),
    );
    if (!read) return;
    this.change(filters, (entry) => {
      const follows = entry.list?.nextCursor === list.nextCursor;
      return {
        ...entry,
        more: 'idle',
        list: entry.list && follows ? appendConversations(entry.list, read.answer) : entry.list,
      };
    });
    for (const view of read.heard) this.fold(view);
  }

  /** Folds in a view from the stream or an answer. */
  fold(view: ConversationView): void {
    this.told.hear(view);
    this.learn(view);
    const { filters } = this.list.get();
    this.change(filters, (entry) => ({
      ...entry,
      list: entry.list && foldConversation(entry.list, view, this.rule(filters)),
    }));
    const open = this.open.get();
    if (open.id !== view.id || (open.view && open.view.updatedAt > view.updatedAt)) return;
    this.open.set({ ...open, view, error: undefined });
    if (open.view && open.view.joined?.id !== view.joined?.id) this.listener.changed(view.id);
  }

  /** A view may tell that other conversations became part of it, several at once, and that its own is there again. */
  private learn(view: ConversationView): void {
    this.joins.restore(view.id);
    for (const { conversationId } of [...view.earlierJoins, ...(view.joined ? [view.joined] : [])])
      if (conversationId) this.follow(conversationId, view);
  }

  /** A conversation is gone: who looks at it looks at the one it was joined with, and nothing is mounted anew. */
  private follow(from: string, view: ConversationView): void {
    if (!this.joins.add(from, view.id)) return;
    const { filters } = this.list.get();
    this.change(filters, (entry) => ({
      ...entry,
      list: entry.list && withoutConversation(entry.list, from),
    }));
    this.listener.moved(from, view.id);
    const open = this.open.get();
    if (open.id === from) this.open.set({ id: view.id, visit: open.visit, view });
  }

  private rule(filters: InboxFilters) {
    return { filters, meId: this.meId, openId: this.open.get().id };
  }

  /** A page with what was told while it was read; where it can't be read `onFault` hears why. */
  private async readPage(filters: InboxFilters, paging: string, onFault: (error: ReadError) => void) {
    const path = `${PATH}?${[listSearch(filters), paging].filter(Boolean).join('&')}`;
    try {
      return await this.told.during(() => readApi<ConversationPage>(path));
    } catch (error) {
      onFault(toReadError(error));
      return undefined;
    }
  }

  /** Changes the list unless another filter is shown meanwhile. */
  private change(filters: InboxFilters, change: (entry: ListEntry) => ListEntry): void {
    const entry = this.list.get();
    if (listKey(entry.filters) === listKey(filters)) this.list.set(change(entry));
  }
}

const EMPTY: ListState = { items: [], nextCursor: null };

const listKey = (filters: InboxFilters) => listSearch(filters);

const toReadError = (error: unknown) =>
  error instanceof ReadError ? error : new ReadError(0, 'offline', '', undefined);
