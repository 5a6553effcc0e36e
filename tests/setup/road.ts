import { connect, createServer, type Server, type Socket } from 'node:net';

export type Road = {
  /** The database, by this road. */
  url: string;
  /** False: what comes is taken and never passed on, as by a server that went silent. */
  isOpen: boolean;
  /** How many connections take it now. */
  connections: () => number;
  /** Ends all connections at once, as when the server is killed. */
  cut: (how: 'end' | 'reset') => void;
  close: () => void;
};

/** A way to Postgres that can be cut and stopped up. */
export async function startRoad(): Promise<Road> {
  const target = new URL(process.env.DATABASE_URL as string);
  const near = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const far = connect(Number(target.port), target.hostname);
    near.add(socket);
    socket.on('error', () => {}).on('close', () => near.delete(socket) && far.destroy());
    far.on('error', () => {}).on('close', () => socket.destroy());
    socket.on('data', (data) => road.isOpen && far.write(data));
    far.on('data', (data) => socket.write(data));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as { port: number }).port);
  const road: Road = {
    url: url.href,
    isOpen: true,
    connections: () => near.size,
    cut: (how) => {
      for (const socket of near) how === 'reset' ? socket.resetAndDestroy() : socket.destroy();
    },
    close: () => {
      road.cut('end');
      server.close();
    },
  };
  return road;
}
