import type { DraftList, DraftView, SaveDraftInput, SavedDraft } from '@/lib/conversations/draft-schema';
import { Observable } from '../realtime/observable';
import { DraftMarks } from './draft-marks';

/** Where drafts are kept for a person's other devices. Undefined: nobody answered. */
export type DraftRemote = {
  save: (draft: SaveDraftInput) => Promise<SavedDraft | undefined>;
  list: () => Promise<DraftList | undefined>;
};

const PAUSE_MS = 600;
const RETRY_MS = 5_000;

/**
 * What a person has typed and not sent, per conversation. Kept in this browser at once and on the server after a short
 * pause; of two devices what was typed last holds. The keys carry the person, who may share the browser with others.
 */
export class Drafts {
  readonly all = new Observable<ReadonlyMap<string, string>>(new Map());
  private readonly prefix: string;
  private readonly marks: DraftMarks;
  private readonly timers = new Map<string, number>();
  private readonly saving = new Set<string>();
  /** The place of the last change of each conversation in the order of all: what is read meanwhile is older. */
  private readonly touched = new Map<string, number>();
  private changes = 0;
  /** What the server keeps, as far as it has told: what was typed here since then follows that, however long it travels. */
  private readonly there = new Map<string, string>();

  constructor(
    personId: string,
    private readonly remote: DraftRemote,
  ) {
    this.prefix = `recado:draft:${personId}:`;
    this.marks = new DraftMarks(personId);
  }

  /** Reads what was kept here and elsewhere, and follows other tabs until the returned function is called. */
  start(): () => void {
    this.read();
    void this.sync();
    const listener = ({ key }: StorageEvent) => (key === null || key.startsWith(this.prefix)) && this.read();
    window.addEventListener('storage', listener);
    return () => {
      window.removeEventListener('storage', listener);
      for (const timer of this.timers.values()) clearTimeout(timer);
    };
  }

  textOf(conversationId: string): string {
    return this.all.get().get(conversationId) ?? '';
  }

  /** Keeps a text that was typed here; an empty one is forgotten everywhere. */
  readonly set = (conversationId: string, text: string): void => {
    if (text === this.textOf(conversationId)) return;
    this.touch(conversationId);
    this.marks.typed(conversationId);
    this.keep(conversationId, text);
    this.later(conversationId, text ? PAUSE_MS : 0);
  };

  /** Takes what was typed on another device, unless something newer was typed here. */
  receive({ conversationId, text }: DraftView): void {
    if (this.marks.isUnsaved(conversationId)) return;
    this.there.set(conversationId, text);
    this.touch(conversationId);
    this.keep(conversationId, text);
    this.marks.saved(conversationId);
  }

  /** Reads all drafts again and brings what the server does not have. */
  async sync(): Promise<void> {
    const before = this.changes;
    const found = await this.remote.list();
    if (!found) return;
    const isOld = (conversationId: string) => (this.touched.get(conversationId) ?? 0) <= before;
    for (const draft of found.drafts) if (isOld(draft.conversationId)) this.receive(draft);
    const there = new Set(found.drafts.map(({ conversationId }) => conversationId));
    // Sent or thrown away elsewhere while nobody told this browser.
    for (const conversationId of this.all.get().keys())
      if (
        found.isAll &&
        isOld(conversationId) &&
        !there.has(conversationId) &&
        this.marks.isSaved(conversationId)
      )
        this.receive({ conversationId, text: '' });
    for (const conversationId of this.marks.unsaved(this.all.get().keys())) void this.save(conversationId);
  }

  /** A conversation became part of another one: what was begun in it goes on there, below what stands there already. */
  move(from: string, to: string): void {
    const text = this.textOf(from);
    if (!text) return;
    clearTimeout(this.timers.get(from));
    this.set(to, join(this.textOf(to), text));
    this.keep(from, '');
    this.marks.forget(from);
  }

  private touch(conversationId: string): void {
    this.changes += 1;
    this.touched.set(conversationId, this.changes);
  }

  private later(conversationId: string, pauseMs: number): void {
    clearTimeout(this.timers.get(conversationId));
    this.timers.set(
      conversationId,
      window.setTimeout(() => void this.save(conversationId), pauseMs),
    );
  }

  /** One at a time for each conversation, so that an older text never comes after a newer one. */
  private async save(conversationId: string): Promise<void> {
    if (this.saving.has(conversationId)) return;
    this.saving.add(conversationId);
    const text = this.textOf(conversationId);
    const typedAt = this.marks.typedAt(conversationId);
    const ageMs = Math.max(0, Date.now() - typedAt);
    const replaces = this.there.get(conversationId);
    const answer = await this.remote.save({ conversationId, text, ageMs, replaces });
    this.saving.delete(conversationId);
    if (answer?.conversationId === conversationId) this.there.set(conversationId, answer.text);
    const latest = this.marks.typedAt(conversationId);
    // Nothing was typed since then where it went elsewhere meanwhile: an empty text would follow it there.
    if (latest !== typedAt) return latest > 0 ? this.later(conversationId, PAUSE_MS) : undefined;
    if (!answer) return this.later(conversationId, RETRY_MS);
    this.touch(conversationId);
    this.marks.saved(conversationId);
    // A newer one was there, and this one was never seen by anybody: both stay.
    if (!answer.isTaken && answer.conversationId === conversationId) {
      this.keep(conversationId, answer.text);
      this.set(conversationId, join(answer.text, text));
    }
  }

  /** In this browser, in every tab. */
  private keep(conversationId: string, text: string): void {
    if (text === this.textOf(conversationId)) return;
    const all = new Map(this.all.get());
    if (text) all.set(conversationId, text);
    else all.delete(conversationId);
    this.all.set(all);
    try {
      if (text) localStorage.setItem(this.prefix + conversationId, text);
      else localStorage.removeItem(this.prefix + conversationId);
    } catch {
      // Storage full or forbidden: the text lives as long as the tab, and on the server.
    }
  }

  private read(): void {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
      const texts = keys.map(
        (key) => [key.slice(this.prefix.length), localStorage.getItem(key) ?? ''] as const,
      );
      this.all.set(new Map(texts));
    } catch {
      // Storage forbidden: there is nothing to read.
    }
  }
}

/** Two texts as one, each line of thought once. */
export function join(first: string, second: string): string {
  if (first.includes(second)) return first;
  return second.includes(first) ? second : `${first}\n${second}`;
}
