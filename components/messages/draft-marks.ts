/** What the server does not know is remembered over reloads, with the time it was typed; of what it knows: 0. */
export class DraftMarks {
  private readonly key: string;
  /** Where this browser keeps nothing. */
  private memory: Record<string, number> | undefined;

  constructor(personId: string) {
    this.key = `recado:draft-marks:${personId}`;
  }

  /** When it was typed here; long ago where nobody remembers. */
  typedAt(conversationId: string): number {
    return this.read()[conversationId] ?? 0;
  }

  /** Typed here, and not on the server as far as this browser knows. */
  isUnsaved(conversationId: string): boolean {
    return this.typedAt(conversationId) > 0;
  }

  isSaved(conversationId: string): boolean {
    return this.read()[conversationId] === 0;
  }

  /** All that must be brought to the server; of `kept` also what was kept before there were marks. */
  unsaved(kept: Iterable<string>): string[] {
    const marks = this.read();
    const marked = Object.keys(marks).filter((id) => (marks[id] ?? 0) > 0);
    return [...new Set([...marked, ...[...kept].filter((id) => marks[id] === undefined)])];
  }

  /** A time of its own each time, so that what was typed meanwhile is noticed. */
  typed(conversationId: string): void {
    this.write(conversationId, Math.max(Date.now(), this.typedAt(conversationId) + 1));
  }

  saved(conversationId: string): void {
    this.write(conversationId, 0);
  }

  forget(conversationId: string): void {
    this.write(conversationId, undefined);
  }

  private read(): Record<string, number> {
    if (this.memory) return this.memory;
    try {
      // Anew each time: other tabs write, too.
      return JSON.parse(localStorage.getItem(this.key) ?? '{}') as Record<string, number>;
    } catch {
      return {};
    }
  }

  private write(conversationId: string, mark: number | undefined): void {
    const { [conversationId]: _before, ...rest } = this.read();
    const marks = mark === undefined ? rest : { ...rest, [conversationId]: mark };
    if (this.memory) this.memory = marks;
    try {
      localStorage.setItem(this.key, JSON.stringify(marks));
    } catch {
      // Storage full or forbidden: known as long as the tab lives.
      this.memory = marks;
    }
  }
}
