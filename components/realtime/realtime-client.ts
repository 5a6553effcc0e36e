import { createEventParser } from './event-parser';
import type { Connection, RealtimeEvents, RealtimeHandlers } from './events';
import { Observable } from './observable';

/** The server says something every 20 s. */
const SILENCE_MS = 45_000;
/** A break shorter than this is not worth a word. */
const GRACE_MS = 4_000;
const POLL_MS = 15_000;
const RETRY_MS = [500, 2_000, 4_000, 8_000, 15_000];

/**
 * The one event stream of a tab. Read with `fetch` because an `EventSource` hides the server's comments: only they
 * tell a quiet connection from a dead one. While it is lost, everybody is told to read again every 15 s.
 */
export class RealtimeClient {
  readonly connection = new Observable<Connection>({ state: 'connecting' });
  private readonly handlers = new Set<RealtimeHandlers>();
  private current?: AbortController;
  private failures = 0;
  private retry?: number;
  private watchdog?: number;
  private grace?: number;
  private poll?: number;

  constructor(private readonly url: string) {}

  /** Hears events until the returned function is called. */
  listen(handlers: RealtimeHandlers): () => void {
    this.handlers.add(handlers);
    return () => this.handlers.delete(handlers);
  }

  /** Opens the stream and keeps it open until the returned function is called. */
  start(): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    const wake = () => document.visibilityState === 'visible' && this.wake();
    window.addEventListener('online', () => this.reconnect(), { signal });
    window.addEventListener('offline', () => this.setLost(), { signal });
    window.addEventListener('pageshow', (event) => event.persisted && this.reconnect(), { signal });
    document.addEventListener('visibilitychange', wake, { signal });
    this.open();
    return () => {
      stop.abort();
      this.close();
      this.clearLost();
    };
  }

  /** Tries again at once. */
  readonly reconnect = (): void => {
    this.failures = 0;
    this.close();
    this.open();
  };

  /** After a sleep timers come late: a stream silent for too long is opened again without waiting for them. */
  private wake(): void {
    const { state, lastEventAt = 0 } = this.connection.get();
    if (state !== 'live' || Date.now() - lastEventAt > SILENCE_MS) this.reconnect();
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
      if (!response.ok || !response.body) throw new Error(`Stream answered ${response.status}`);
      await this.read(response.body);
    } catch {
      // A break is the normal end of a stream: what follows is the same for all of them.
    }
    if (this.current === controller) this.onBreak();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const parse = createEventParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.watch();
      const events = parse(decoder.decode(value, { stream: true }));
      if (this.connection.get().state === 'live') this.setLive();
      for (const { event, data } of events) this.dispatch(event, data);
    }
  }

  private dispatch(event: string, data: string): void {
    if (event === 'ready') {
      this.failures = 0;
      this.setLive();
      this.emit('resync', {});
    } else this.emit(event as keyof RealtimeEvents, JSON.parse(data));
  }

  private emit<Name extends keyof RealtimeEvents>(event: Name, data: RealtimeEvents[Name]): void {
    for (const handlers of this.handlers) handlers[event]?.(data);
  }

  private onBreak(): void {
    window.clearTimeout(this.watchdog);
    const { lastEventAt } = this.connection.get();
    if (this.connection.get().state === 'live') this.connection.set({ state: 'connecting', lastEventAt });
    this.grace ??= window.setTimeout(() => this.setLost(), navigator.onLine ? GRACE_MS : 0);
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 0;
    this.failures += 1;
    this.retry = window.setTimeout(() => this.open(), wait * (0.8 + Math.random() * 0.4));
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
    this.connection.set({ state: 'live', lastEventAt: Date.now() });
  }

  private setLost(): void {
    this.connection.set({ state: 'lost', lastEventAt: this.connection.get().lastEventAt });
    this.poll ??= window.setInterval(() => this.emit('resync', {}), POLL_MS);
  }

  private clearLost(): void {
    window.clearTimeout(this.grace);
    window.clearInterval(this.poll);
    this.grace = undefined;
    this.poll = undefined;
  }
}
