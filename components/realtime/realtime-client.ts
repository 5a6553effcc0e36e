import type { Connection, RealtimeEvents, RealtimeHandlers } from './events';
import { Observable } from './observable';
import { StreamReader } from './stream-reader';
import type { TabWord } from './tab-words';
import { Turn } from './turn';
import { watchTab } from './watch-tab';

/** How often a tab in sight asks whether the one that reads is still there. */
const ASK_MS = 3_000;
/** No answer for so long: it hangs. */
const HANGS_MS = 9_000;

/**
 * The event stream of all tabs of one session in a browser: one of them reads it and tells the others, in the order of
 * the server. When that one closes, sleeps or hangs, another opens the stream anew, and all of them read again what they
 * show: so nothing is missed. Without Web Locks (a page over plain http) each tab reads its own.
 */
export class RealtimeClient {
  readonly connection = new Observable<Connection>({ state: 'connecting' });
  private readonly handlers = new Set<RealtimeHandlers>();
  private readonly name: string;
  private readonly url: string;
  private channel?: BroadcastChannel;
  private turn?: Turn;
  private reader?: StreamReader;
  private heardAt = 0;
  private isCurrent = false;

  /** `session` names the sign-in: tabs of another one never share with these. */
  constructor(session: string) {
    this.name = `recado-stream-1:${session}`;
    this.url = `/api/events?session=${encodeURIComponent(session)}`;
  }

  /** Hears events until the returned function is called. */
  listen(handlers: RealtimeHandlers): () => void {
    this.handlers.add(handlers);
    return () => this.handlers.delete(handlers);
  }

  /** Takes part until the returned function is called. */
  start(): () => void {
    const unwatch = watchTab({
      onOnline: () => this.reader?.reconnect(),
      onOffline: () => this.reader?.setLost(),
      onWake: () => (this.reader ? this.reader.wake() : this.ask()),
      onSleep: () => this.leave(),
      onThaw: () => this.join(),
      onTick: () => this.checkReader(),
      tickMs: ASK_MS,
    });
    this.join();
    return () => {
      unwatch();
      this.leave();
    };
  }

  /** Tries again at once. */
  readonly reconnect = (): void => (this.reader ? this.reader.reconnect() : this.say({ kind: 'reconnect' }));

  /** The session was ended here: all other tabs leave, too. */
  readonly end = (): void => {
    this.say({ kind: 'over' });
    this.leave();
  };

  private join(): void {
    this.leave();
    this.isCurrent = false;
    if (!navigator.locks || !('BroadcastChannel' in window)) {
      this.read();
      return;
    }
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = ({ data }: MessageEvent<TabWord>) => this.hear(data);
    const tell = { onGain: () => this.read(), onLose: () => this.stopReading() };
    this.turn = new Turn(this.name, tell, navigator.locks);
    this.turn.join();
    this.ask();
  }

  private leave(): void {
    this.turn?.leave();
    this.turn = undefined;
    this.stopReading();
    this.channel?.close();
    this.channel = undefined;
  }

  private read(): void {
    const listener = {
      onEvent: (event: string, data: unknown) => this.tellAll(event === 'ready' ? 'resync' : event, data),
      onChange: (connection: Connection) => {
        this.connection.set(connection);
        this.say({ kind: 'state', connection });
      },
      onRefused: () => {
        this.end();
        startOver();
      },
    };
    this.reader = new StreamReader(this.url, listener, this.connection.get());
    this.reader.start();
  }

  private stopReading(): void {
    this.reader?.stop();
    this.reader = undefined;
  }

  private tellAll(event: string, data: unknown): void {
    this.say({ kind: 'event', event, data });
    this.emit(event, data);
  }

  private hear(word: TabWord): void {
    if (word.kind === 'hello' && this.reader) this.say({ kind: 'state', connection: this.connection.get() });
    else if (word.kind === 'reconnect') this.reader?.reconnect();
    else if (word.kind === 'event') this.emit(word.event, word.data);
    else if (word.kind === 'state') this.follow(word.connection);
    else if (word.kind === 'over') {
      this.leave();
      startOver();
    }
  }

  /** A tab that comes while the stream is open was rendered before it heard of it: it reads again, once. */
  private follow(connection: Connection): void {
    this.heardAt = Date.now();
    if (this.reader) return;
    this.connection.set(connection);
    if (connection.state === 'live' && !this.isCurrent) this.emit('resync', {});
  }

  /** Only tabs in sight are in a hurry. */
  private checkReader(): void {
    if (this.reader || !this.turn || document.visibilityState !== 'visible') return;
    if (Date.now() - this.heardAt > HANGS_MS) this.turn.take();
    else this.say({ kind: 'hello' });
  }

  private ask(): void {
    this.heardAt = Date.now();
    this.say({ kind: 'hello' });
  }

  private say(word: TabWord): void {
    this.channel?.postMessage(word);
  }

  private emit(event: string, data: unknown): void {
    if (event === 'resync') this.isCurrent = true;
    const name = event as keyof RealtimeEvents;
    for (const handlers of this.handlers) (handlers[name] as ((data: unknown) => void) | undefined)?.(data);
  }
}

/** Leads to whoever is signed in now, or to the door. */
const startOver = () => window.location.assign('/');
