import 'server-only';
import { randomUUID } from 'node:crypto';
import { database } from '@/db/client';
import { findEndedCredentials } from '@/lib/auth/queries';
import { Batcher } from '@/lib/core/batcher';
import { log } from '@/lib/core/log';
import type { Permission } from '@/lib/core/permissions';
import { listenForHints } from './channel';
import { type ChangeHint, joinChanges, type Told, tellEcho } from './publish';

/** One event of the stream: name and data as rest-api promises them. */
export type StreamEvent = {
  event: string;
  data: unknown;
  /** Only for who may do this. */
  needs?: Permission;
  /** Only for the windows of this person. */
  onlyFor?: string;
};

/** Turns ids into what a screen shows; handed in by the stream's route, so that this folder knows no domain. */
export type ViewLoader = (organizationId: string, change: Told) => Promise<StreamEvent[]>;

export type Credential =
  | { kind: 'session'; userId: string; sessionVersion: number; organizationId: string }
  | { kind: 'token'; tokenId: string; organizationId: string };

export type Subscriber = {
  credential: Credential;
  permissions: ReadonlySet<Permission>;
  write: (text: string) => void;
  close: () => void;
};

const CHECK_MS = 3_000;
const ECHO_MS = 3_000;
/** The most hints whose views are read at once. */
const MAX_HINTS = 50;
const RESYNC = formatEvent({ event: 'resync', data: {} });

/** One line of JSON after an event's name, as the event-stream format wants it. */
export function formatEvent({ event, data }: StreamEvent): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * One LISTEN connection per process, opened with the first stream and closed with the last. Hints of one
 * organization are worked off in their order, so events reach the browser in the order of commits; those that come while
 * views are read are worked off together, so that a busy organization costs no more than it can show.
 */
export class Hub {
  private readonly subscribers = new Map<string, Map<string, Subscriber>>();
  private readonly hints = new Batcher<ChangeHint, true>((key, hints) => this.deliver(key, hints), MAX_HINTS);
  private connection?: Promise<{ close: () => Promise<void> }>;
  private checker?: NodeJS.Timeout;
  private isListening = false;
  private readonly echoes = new Map<string, () => void>();

  constructor(private readonly loadViews: ViewLoader) {}

  /** Adds a stream; resolves when nothing that commits from now on can be missed. */
  async subscribe(subscriber: Subscriber): Promise<() => void> {
    const { organizationId } = subscriber.credential;
    const id = randomUUID();
    const group = this.subscribers.get(organizationId) ?? new Map<string, Subscriber>();
    this.subscribers.set(organizationId, group.set(id, subscriber));
    const leave = () => this.leave(organizationId, id);
    try {
      await this.connect();
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  /** Ends every stream: `next start` would otherwise not leave on SIGTERM. */
  closeAll(): void {
    for (const group of this.subscribers.values())
      for (const subscriber of group.values()) subscriber.close();
  }

  /**
   * Whether a hint told now comes back within {@link ECHO_MS}, by the connections that all hints take. Undefined while no
   * stream is open: then nothing listens.
   */
  async hears(): Promise<boolean | undefined> {
    const { connection } = this;
    if (!connection) return undefined;
    const echo = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    const heard = new Promise<boolean>((resolve) => {
      this.echoes.set(echo, () => resolve(true));
      timer = setTimeout(() => resolve(false), ECHO_MS);
    });
    try {
      // While the connection is still being opened nobody would hear it.
      const told = connection.then(() => this.sendEcho(echo));
      return await Promise.race([heard, told.then(() => heard)]);
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
      this.echoes.delete(echo);
    }
  }

  get size(): number {
    let size = 0;
    for (const group of this.subscribers.values()) size += group.size;
    return size;
  }

  private leave(organizationId: string, id: string): void {
    const group = this.subscribers.get(organizationId);
    group?.delete(id);
    if (group?.size === 0) this.subscribers.delete(organizationId);
    if (this.subscribers.size === 0) this.disconnect();
  }

  protected async connect(): Promise<void> {
    this.connection ??= this.listen(
      (payload) => this.receive(payload),
      () => this.onListening(),
    );
    this.checker ??= setInterval(() => this.closeEnded(), CHECK_MS);
    try {
      await this.connection;
    } catch (error) {
      this.connection = undefined;
      throw error;
    }
  }

  private disconnect(): void {
    clearInterval(this.checker);
    this.checker = undefined;
    this.isListening = false;
    const connection = this.connection;
    this.connection = undefined;
    connection?.then((open) => open.close()).catch(() => {});
  }

  /** After a break of the connection hints are lost: everybody reads again. */
  private onListening(): void {
    if (this.isListening)
      for (const organizationId of this.subscribers.keys()) this.broadcast(organizationId, RESYNC);
    this.isListening = true;
  }

  protected listen = listenForHints;

  protected sendEcho(echo: string): Promise<void> {
    return tellEcho(database(), echo);
  }

  protected receive(payload: string): void {
    const hint = JSON.parse(payload) as ChangeHint & { echo?: string };
    if (hint.echo) this.echoes.get(hint.echo)?.();
    if (!this.subscribers.has(hint.organizationId)) return;
    void this.hints.add(hint.organizationId, hint);
  }

  /** Never throws: whoever can't be told what changed is told to read again. */
  private async deliver(organizationId: string, hints: ChangeHint[]): Promise<true[]> {
    try {
      const events = await this.loadViews(organizationId, joinChanges(hints));
      this.tell(organizationId, events);
    } catch (error) {
      log().warn({ err: error }, 'Views of a change could not be read');
      this.broadcast(organizationId, RESYNC);
    }
    return hints.map(() => true);
  }

  /** To everybody what they may see; to a person's own windows also what is theirs alone. */
  private tell(organizationId: string, events: StreamEvent[]): void {
    const told = events.map((event) => ({ ...event, text: formatEvent(event) }));
    for (const { credential, permissions, write } of this.subscribers.get(organizationId)?.values() ?? []) {
      const userId = credential.kind === 'session' ? credential.userId : undefined;
      const seen = told.filter(
        ({ needs, onlyFor }) => (!needs || permissions.has(needs)) && (!onlyFor || onlyFor === userId),
      );
      if (seen.length > 0) write(seen.map(({ text }) => text).join(''));
    }
  }

  private broadcast(organizationId: string, text: string): void {
    for (const subscriber of this.subscribers.get(organizationId)?.values() ?? []) {
      subscriber.write(text);
    }
  }

  /** A password change, an ended membership or a revoked token ends its open streams. */
  private async closeEnded(): Promise<void> {
    const sessions: (Extract<Credential, { kind: 'session' }> & { key: string })[] = [];
    const tokens: (Extract<Credential, { kind: 'token' }> & { key: string })[] = [];
    const byKey = new Map<string, Subscriber>();
    for (const group of this.subscribers.values()) {
      for (const [key, subscriber] of group) {
        byKey.set(key, subscriber);
        if (subscriber.credential.kind === 'session') sessions.push({ key, ...subscriber.credential });
        else tokens.push({ key, ...subscriber.credential });
      }
    }
    try {
      for (const key of await findEndedCredentials(database(), sessions, tokens)) byKey.get(key)?.close();
    } catch (error) {
      log().warn({ err: error }, 'Credentials of open streams could not be checked');
    }
  }
}

const shared = globalThis as typeof globalThis & { __recadoHub?: Hub };

/** The process's hub. The first caller hands in how views are read. */
export function hub(loadViews: ViewLoader): Hub {
  shared.__recadoHub ??= new Hub(loadViews);
  return shared.__recadoHub;
}

/** The process's hub, if it ever had a stream. */
export const openHub = (): Hub | undefined => shared.__recadoHub;

/** Ends all streams of this process, if any were ever opened. */
export function closeStreams(): void {
  shared.__recadoHub?.closeAll();
}
