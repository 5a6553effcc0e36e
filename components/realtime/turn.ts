/** What {@link Turn} needs of the browser's Web Locks. */
export type Locks = {
  request: (
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    hold: () => Promise<void> | undefined,
  ) => Promise<unknown>;
};

/**
 * Whose turn it is among the tabs of a browser: one at a time, by a Web Lock that the browser takes back from a tab
 * that closes or crashes.
 */
export class Turn {
  private attempt?: symbol;
  private waiting?: AbortController;
  private release?: () => void;

  constructor(
    private readonly name: string,
    private readonly tell: { onGain: () => void; onLose: () => void },
    private readonly locks: Locks,
  ) {}

  /** Waits for the turn. */
  join(): void {
    this.waiting = new AbortController();
    void this.request({ signal: this.waiting.signal });
  }

  /** Takes it from a tab that has it and does not answer. */
  take(): void {
    this.leave();
    void this.request({ steal: true });
  }

  /** Gives it back, or waits no more. */
  leave(): void {
    this.attempt = undefined;
    this.waiting?.abort();
    this.waiting = undefined;
    this.end();
  }

  private async request(options: { signal?: AbortSignal; steal?: boolean }): Promise<void> {
    const attempt = Symbol();
    this.attempt = attempt;
    try {
      await this.locks.request(this.name, options, () =>
        this.attempt === attempt ? this.begin() : undefined,
      );
    } catch {
      // Left while waiting, or taken by another tab.
    }
    if (this.attempt !== attempt) return;
    this.end();
    this.join();
  }

  private begin(): Promise<void> {
    return new Promise((resolve) => {
      this.release = resolve;
      this.tell.onGain();
    });
  }

  private end(): void {
    const { release } = this;
    this.release = undefined;
    if (!release) return;
    this.tell.onLose();
    release();
  }
}
