import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server of this machine that can be cut, and that knows how many event streams it carries. */
export type Line = {
  url: string;
  /** Event streams open now. */
  streams: () => number;
  /** Cuts everything that is open, and lets nobody through until `mend`. */
  cut: () => void;
  mend: () => void;
  /** Nothing comes any more through the streams that are open, and nobody is told so: as after a sleep. New ones work. */
  hush: () => void;
  stop: () => Promise<void>;
};

const STREAM = /^GET \/api\/events/;
const REQUEST = /^[A-Z]+ \//;

/** Opens a line to `target` (its address as tests know it); HTTP/1.1 without TLS. */
export async function openLine(target: string): Promise<Line> {
  const open = new Map<Socket, { isStream: boolean; hush: () => void }>();
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(new URL(target).port), '127.0.0.1');
    const state = { isStream: false, hush: () => void upstream.unpipe(client).resume() };
    open.set(client, state);
    client.on('data', (data) => {
      const head = data.subarray(0, 64).toString('latin1');
      if (REQUEST.test(head)) state.isStream = STREAM.test(head);
    });
    client.pipe(upstream).pipe(client);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      socket.on('error', () => other.destroy()).on('close', () => other.destroy());
    client.on('close', () => open.delete(client));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cutAll = () => {
    for (const client of open.keys()) client.destroy();
  };
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    streams: () => [...open.values()].filter(({ isStream }) => isStream).length,
    cut: () => {
      isCut = true;
      cutAll();
    },
    mend: () => {
      isCut = false;
    },
    hush: () => {
      for (const { isStream, hush } of open.values()) if (isStream) hush();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cutAll();
      }),
  };
}
