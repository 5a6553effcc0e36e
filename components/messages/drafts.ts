import { Observable } from '../realtime/observable';

/**
 * What a person has typed and not sent, per conversation. Kept in this browser; the keys carry the person, who may
 * share it with others.
 */
export class Drafts {
  readonly all = new Observable<ReadonlyMap<string, string>>(new Map());
  private readonly prefix: string;

  constructor(personId: string) {
    this.prefix = `recado:draft:${personId}:`;
  }

  /** Reads what was kept, and follows other tabs until the returned function is called. */
  start(): () => void {
    this.read();
    const listener = ({ key }: StorageEvent) => (key === null || key.startsWith(this.prefix)) && this.read();
    window.addEventListener('storage', listener);
    return () => window.removeEventListener('storage', listener);
  }

  textOf(conversationId: string): string {
    return this.all.get().get(conversationId) ?? '';
  }

  /** Keeps a text; an empty one is forgotten. */
  readonly set = (conversationId: string, text: string): void => {
    const all = new Map(this.all.get());
    if (text) all.set(conversationId, text);
    else all.delete(conversationId);
    this.all.set(all);
    try {
      if (text) localStorage.setItem(this.prefix + conversationId, text);
      else localStorage.removeItem(this.prefix + conversationId);
    } catch {
      // Storage full or forbidden: the text lives as long as the tab.
    }
  };

  /** A conversation became part of another one: what was begun in it goes on there, below what stands there already. */
  move(from: string, to: string): void {
    const text = this.all.get().get(from);
    if (!text) return;
    this.set(to, [this.all.get().get(to), text].filter(Boolean).join('\n'));
    this.set(from, '');
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
