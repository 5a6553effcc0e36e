import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** An address of a server that can fall silent: then it takes connections and what is said, and never answers. */
export async function startGate(target: string) {
  const port = Number(new URL(target).port);
  const inward = new Set<Socket>();
  let isSilent = false;
  const server = createServer((outer) => {
    const inner = connect(port, '127.0.0.1');
    inward.add(outer);
    for (const socket of [outer, inner]) socket.on('error', () => socket.destroy());
    outer.on('close', () => {
      inward.delete(outer);
      inner.destroy();
    });
    inner.on('close', () => outer.destroySoon());
    outer.pipe(inner).pipe(outer);
    if (isSilent) outer.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How many wait for an answer that does not come. */
    waiting: () => inward.size,
    silence: () => {
      isSilent = true;
      for (const socket of inward) socket.destroy();
    },
    speak: () => {
      isSilent = false;
      for (const socket of inward) socket.resume();
    },
    close: () => {
      for (const socket of inward) socket.destroy();
      server.close();
    },
  };
}
