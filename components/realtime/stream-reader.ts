import { createEventParser } from './event-parser';
import type { Connection } from './events';

/** The server says something every 20 s. */
const SILENCE_MS = 45_000;
/** A break shorter than this is not worth a word. */
const GRACE_MS = 4_000;
const POLL_MS = 15_000;
const RETRY_MS = [500, 2_000, 4_000, 8_000, 15_000];

export type StreamListener = {
  /** `ready` comes first after each opening; `resync` also every 15 s while the connection is lost. */
  onEvent: (event: string, data: unknown) => void;
  onChange: (connection: Connection) => void;
  /** The server knows this session no more. */
  onRefused: () => void;
};

/**
 * Keeps one event stream open. Read with `fetch` because an `EventSource` hides the server's comments: only they
 * tell a quiet connection from a dead one.
 */
export class StreamReader {
  private current?: AbortController;
  private failures = 0;
  private retry?: number;
  private watchdog?: number;
  private grace?: number;
  private poll?: number;

  constructor(
    private readonly url: string,
    private readonly listener: StreamListener,
    private connection: Connection,
  ) {}

  /** Opens the stream; what was told of it before holds until it is open, or lost. */
  start(): void {
    if (this.connection.lastEventAt) this.setBroken();
    this.open();
  }

  stop(): void {
    this.close();
    this.clearLost();
  }

  /** Tries again at once. */
  reconnect(): void {
    this.failures = 0;
    this.close();
    this.open();
  }

  /** After a sleep timers come late: a stream silent for too long is opened again without waiting for them. */
  wake(): void {
    const { state, lastEventAt = 0 } = this.connection;
    if (state !== 'live' || Date.now() - lastEventAt > SILENCE_MS) this.reconnect();
  }

  /** Says at once what a broken connection would show later. */
  setLost(): void {
    this.set({ state: 'lost', lastEventAt: this.connection.lastEventAt });
    this.poll ??= window.setInterval(() => this.listener.onEvent('resync', {}), POLL_MS);
  }

  private async open(): Promise<void> {
    const controller = new AbortController();
    this.current = controller;
    this.watch();
    try {
      const response = await fetch(this.url, {
        headers: { accept: 'text/event-stream' },
        signal: controller.signal,
        cache: 'no-store',
      });
      if (response.status === 401 && this.current === controller) return this.refuse();
      if (!response.ok || !response.body) throw new Error(`Stream answered ${response.status}`);
      await this.read(response.body, controller);
    } catch {
      // A break is the normal end of a stream: what follows is the same for all of them.
    }
    if (this.current === controller) this.onBreak();
  }

  private async read(body: ReadableStream<Uint8Array>, controller: AbortController): Promise<void> {
    const parse = createEventParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.current !== controller) return;
      this.watch();
      const events = parse(decoder.decode(value, { stream: true }));
      if (this.connection.state === 'live') this.setLive();
      for (const { event, data } of events) this.dispatch(event, data);
    }
  }

  private dispatch(event: string, data: string): void {
    if (event === 'ready') {
      this.failures = 0;
      this.setLive();
    }
    this.listener.onEvent(event, JSON.parse(data));
  }

  private refuse(): void {
    this.stop();
    this.listener.onRefused();
  }

  private onBreak(): void {
    window.clearTimeout(this.watchdog);
    this.setBroken();
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 0;
    this.failures += 1;
    this.retry = window.setTimeout(() => this.open(), wait * (0.8 + Math.random() * 0.4));
  }

  private setBroken(): void {
    const { state, lastEventAt } = this.connection;
    if (state === 'live') this.set({ state: 'connecting', lastEventAt });
    this.grace ??= window.setTimeout(() => this.setLost(), navigator.onLine ? GRACE_MS : 0);
  }

  private watch(): void {
    window.clearTimeout(this.watchdog);
    this.watchdog = window.setTimeout(() => {
      this.close();
      this.onBreak();
    }, SILENCE_MS);
  }

  private close(): void {
    const { current } = this;
    this.current = undefined;
    window.clearTimeout(this.retry);
    window.clearTimeout(this.watchdog);
    current?.abort();
  }

  private setLive(): void {
    this.clearLost();
    this.set({ state: 'live', lastEventAt: Date.now() });
  }

  private set(connection: Connection): void {
    this.connection = connection;
    this.listener.onChange(connection);
  }

  private clearLost(): void {
    window.clearTimeout(this.grace);
    window.clearInterval(this.poll);
    this.grace = undefined;
    this.poll = undefined;
  }
}
