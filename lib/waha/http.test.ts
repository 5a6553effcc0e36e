import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exchange, isAddressRefused } from './http';

let asked = 0;
const server = createServer((_request, response) => {
  asked++;
  response.writeHead(302, { location: `http://127.0.0.1:${port()}/inside` }).end();
});
const port = () => (server.address() as AddressInfo).port;

beforeAll(() => new Promise<void>((resolve) => server.listen(0, resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (host: string, allowedRanges?: string[]) =>
  exchange({
    method: 'GET',
    url: `http://${host}:${port()}/`,
    headers: {},
    timeoutMs: 5_000,
    isFresh: false,
    allowedRanges,
  });

it.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0.0.0.0'])(
  'a server that somebody registered is not asked inside, even over a connection that a trusted one opened: %s',
  async (host) => {
    await ask(host, undefined);
    const before = asked;
    const refused = await ask(host, []).catch((error: unknown) => error);
    expect(isAddressRefused(refused)).toBe(true);
    expect(asked).toBe(before);
  },
);

it('is asked in a range that the operator allowed, and follows no redirect', async () => {
  const before = asked;
  expect((await ask('127.0.0.1', ['127.0.0.0/8'])).status).toBe(302);
  expect(asked).toBe(before + 1);
});
