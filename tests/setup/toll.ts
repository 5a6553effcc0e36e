import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to a WAHA on which one request at a time can be stopped. */
export type Toll = {
  url: string;
  /** Stops the next request of this kind (`GET /api/sessions/`) before WAHA has it; resolves once it stands there. */
  stopNext: (start: string) => Promise<{ pass: () => void }>;
  close: () => void;
};

/** Opens a way to `target`, an address without TLS. */
export async function openToll(target: string): Promise<Toll> {
  let stop: { start: string; arrived: (at: { pass: () => void }) => void } | undefined;
  const server = createServer(async (from, to) => {
    const { method, url: path, headers } = from;
    if (stop && `${method} ${path}`.startsWith(stop.start)) {
      const { arrived } = stop;
      stop = undefined;
      await new Promise<void>((pass) => arrived({ pass }));
    }
    const out = forward(target + path, { method, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    out.on('error', () => to.destroy());
    from.pipe(out);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stopNext: (start) =>
      new Promise((arrived) => {
        stop = { start, arrived };
      }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
