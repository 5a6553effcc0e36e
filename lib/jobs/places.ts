/**
 * The places of a job runner, shared out among WAHA servers: no server takes more of them than stay free. Jobs that wait
 * for one that hangs never keep those of others waiting, however many hang; the only server there is may take half.
 */
export class Places {
  private readonly taken = new Map<string, number>();
  private inUse = 0;

  constructor(private readonly total: number) {}

  get free(): number {
    return Math.max(0, this.total - this.inUse);
  }

  /** Servers that may take no further place now. */
  full(): string[] {
    return [...this.taken].filter(([, count]) => count >= this.free).map(([server]) => server);
  }

  /** Takes a place; false when this server has its share. Jobs of no server always get one. */
  enter(server: string | undefined): boolean {
    const count = server === undefined ? 0 : (this.taken.get(server) ?? 0);
    if (count > 0 && count >= this.free) return false;
    if (server !== undefined) this.taken.set(server, count + 1);
    this.inUse++;
    return true;
  }

  leave(server: string | undefined): void {
    this.inUse--;
    if (server === undefined) return;
    const count = (this.taken.get(server) ?? 1) - 1;
    if (count > 0) this.taken.set(server, count);
    else this.taken.delete(server);
  }
}
