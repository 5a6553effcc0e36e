/** Which conversations became part of which other one. */
export class Joins {
  private readonly survivors = new Map<string, string>();

  /** The conversation that an id leads to: itself, or, over several joins, the one that remains. */
  current(id: string): string {
    const survivor = this.survivors.get(id);
    return survivor === undefined ? id : this.current(survivor);
  }

  /** Remembers a join; false when it is known. */
  add(from: string, to: string): boolean {
    if (this.survivors.get(from) === to || this.current(to) === from) return false;
    this.survivors.set(from, to);
    return true;
  }

  /** A conversation that was joined away is there again: somebody undid it. */
  restore(id: string): void {
    this.survivors.delete(id);
  }
}
