import { subscribe } from 'node:diagnostics_channel';
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const SWEEP_MS = 100;

type Connection = Socket & { server?: Server };

/**
 * Open connections of HTTP servers that are to close. Node waits for them, and of those on which nothing is under way it
 * closes only what is idle at that moment: neither what was opened in advance and never used, as browsers and proxies do, nor
 * what falls idle when its answer has left.
 */
export class SpareConnections {
  /** Each with the answer that is its last so far, while that is under way. */
  private readonly open = new Map<Connection, ServerResponse | undefined>();
  private unused = new Set<Connection>();
  private isClosing = false;

  add(socket: Socket): void {
    this.open.set(socket, undefined);
    socket.once('close', () => this.open.delete(socket));
  }

  /** Knows what this process opens or is asked from now on, whichever server it is. */
  watch(): void {
    subscribe('net.server.socket', (opened) => this.add((opened as { socket: Socket }).socket));
    subscribe('http.server.request.start', (begun) => {
      const { socket, response } = begun as { socket: Connection; response: ServerResponse };
      if (this.isClosing) response.shouldKeepAlive = false;
      if (!this.open.has(socket)) this.add(socket);
      this.open.set(socket, response);
      response.once('close', () => {
        if (this.open.get(socket) === response) this.open.set(socket, undefined);
      });
    });
  }

  /**
   * From now on closes what servers that listen no more have no use for, again and again; what was begun is answered. The
   * answers that are watched say so: on a connection that was promised to stay, the next request would be lost.
   */
  closeSoon(): NodeJS.Timeout {
    this.isClosing = true;
    // An answer whose headers have left takes no notice.
    for (const answer of this.open.values()) if (answer) answer.shouldKeepAlive = false;
    // Timers run before what has arrived is read, immediates after: a request may be waiting.
    return setInterval(() => setImmediate(() => this.close()), SWEEP_MS).unref();
  }

  private close(): void {
    // A server that isn't of HTTP knows itself whom it still needs.
    const closing = [...this.open.keys()].filter(
      ({ server }) => server?.listening === false && 'closeIdleConnections' in server,
    );
    // To Node a connection is idle as soon as its answer is put together, though most of it may still have to leave.
    const busy = new Set(closing.filter((socket) => socket.writableLength > 0).map(({ server }) => server));
    for (const server of new Set(closing.map((socket) => socket.server))) {
      if (!busy.has(server)) server?.closeIdleConnections();
    }
    const unused = closing.filter((socket) => socket.bytesRead === 0);
    // Whoever has only just connected is about to ask.
    for (const socket of unused) if (this.unused.has(socket)) socket.destroy();
    this.unused = new Set(unused);
  }
}
