import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { World } from '../world';
import { subscribes } from './emit';

interface Client {
  socket: WebSocket;
  session: string;
  events: string[];
  answered: boolean;
}

const PING_MS = 60_000;

/** `/ws`: the same envelopes as the webhooks; no replay, no signature. */
export class WebsocketHub {
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly clients = new Set<Client>();
  private readonly pings: NodeJS.Timeout;

  constructor(private readonly world: World) {
    this.pings = setInterval(() => this.ping(), PING_MS);
    this.pings.unref();
  }

  /** Takes upgrade requests of the HTTP server. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (new URL(request.url ?? '/', 'http://simulator').pathname !== '/ws') socket.destroy();
      else this.server.handleUpgrade(request, socket, head, (client) => this.accept(client, request));
    });
  }

  get count(): number {
    return this.clients.size;
  }

  /** True when somebody wants this event. */
  listens(session: string, event: string): boolean {
    return [...this.clients].some((client) => wants(client, session, event));
  }

  send(session: string, event: string, body: string): void {
    for (const client of this.clients) if (wants(client, session, event)) client.socket.send(body);
  }

  /** Cuts every connection, as a dying process does. */
  cut(): void {
    for (const client of this.clients) client.socket.terminate();
    this.clients.clear();
  }

  close(): void {
    clearInterval(this.pings);
    this.cut();
    this.server.close();
  }

  /** A missing or wrong key is let in (101) and closed with 1008 at once (observed on 2026.2.1). */
  private accept(socket: WebSocket, request: IncomingMessage): void {
    const query = new URL(request.url ?? '/', 'http://simulator').searchParams;
    const { features, options } = this.world;
    const key = query.get('x-api-key');
    socket.on('error', () => socket.terminate());
    if (features.checksKey && key !== options.apiKey) {
      socket.close(1008, 'Unauthorized');
      return;
    }
    const names = query.getAll('events').flatMap((value) => value.split(','));
    const events = names.length > 0 ? names : ['*'];
    if (features.legacyPayloads && events.some((event) => event !== '*' && event !== 'session.status')) {
      socket.close(4001, JSON.stringify({ error: "Only 'session.status' event is allowed for now" }));
      return;
    }
    const session = features.defaultOnly ? '*' : (query.get('session') ?? '*');
    const client: Client = {
      socket,
      session,
      events: features.legacyPayloads ? ['session.status'] : events,
      answered: true,
    };
    this.clients.add(client);
    socket.on('pong', () => {
      client.answered = true;
    });
    socket.on('close', () => this.clients.delete(client));
  }

  private ping(): void {
    for (const client of this.clients) {
      if (!client.answered) client.socket.terminate();
      client.answered = false;
      client.socket.ping();
    }
  }
}

function wants(client: Client, session: string, event: string): boolean {
  return (client.session === '*' || client.session === session) && subscribes(client.events, event);
}
