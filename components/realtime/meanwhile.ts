/**
 * What is told while something is read: the answer may be older than it, so it is folded in once more afterwards. Without
 * that, news that came between the server's reading and our hearing of it would be lost.
 */
export class Meanwhile<T> {
  private readonly reads = new Set<T[]>();

  /** Something was told. */
  hear(item: T): void {
    for (const heard of this.reads) heard.push(item);
  }

  /** Reads, and answers also what was told since it began, in order. */
  async during<Answer>(read: () => Promise<Answer>): Promise<{ answer: Answer; heard: T[] }> {
    const heard: T[] = [];
    this.reads.add(heard);
    try {
      return { answer: await read(), heard };
    } finally {
      this.reads.delete(heard);
    }
  }
}
