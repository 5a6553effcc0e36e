import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const SWEEP_MS = 100;

/**
 * Open connections of servers that are to close. Node waits for them, and of those on which nothing is under way it closes
 * only what is idle at that moment: neither what was opened in advance and never used, as browsers and proxies do, nor what
 * falls idle when its answer has left.
 */
export class SpareConnections {
  private readonly open = new Set<Socket & { server?: Server }>();

  add(socket: Socket): void {
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
  }

  /** From now on closes what servers that listen no more have no use for, again and again; what was begun is answered. */
  closeSoon(): NodeJS.Timeout {
    return setInterval(() => this.close(), SWEEP_MS).unref();
  }

  private close(): void {
    const closing = [...this.open].filter(({ server }) => server?.listening === false);
    for (const server of new Set(closing.map((socket) => socket.server))) server?.closeIdleConnections();
    for (const socket of closing) if (socket.bytesRead === 0) socket.destroy();
  }
}
