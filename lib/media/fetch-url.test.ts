import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchToFile } from './fetch-url';

let folder = '';
let count = 0;
let asked = 0;
const server = createServer((request, response) => {
  asked++;
  const [, what, port] = (request.url ?? '').split('/');
  if (what === 'file') response.end('a file');
  else if (what === 'loop') response.writeHead(302, { location: '/loop' }).end();
  else if (what === 'inside') response.writeHead(302, { location: `http://[::1]:${port}/file` }).end();
  else if (what === 'script') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  else response.writeHead(404).end();
});
const port = () => (server.address() as AddressInfo).port;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recado-fetch-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const get = (url: string, rules: { limit?: number; allowedRanges?: string[] } = {}) =>
  fetchToFile(url, join(folder, String(count++)), { limit: 100, allowedRanges: ['127.0.0.0/8'], ...rules });

it('fetches where it is allowed to', async () => {
  const file = await get(`http://127.0.0.1:${port()}/file`);
  expect(file.size).toBe(6);
  expect(readFileSync(file.path, 'utf8')).toBe('a file');
});

it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])(
  'does not even ask %s',
  async (host) => {
    const before = asked;
    await expect(get(`http://${host}:${port()}/file`, { allowedRanges: [] })).rejects.toThrow();
    expect(asked).toBe(before);
  },
);

it.each([
  ['a redirect to an address inside', '/inside/PORT', 'not a public address'],
  ['a redirect to another protocol', '/script', 'not http'],
  ['redirects without end', '/loop', 'too many redirects'],
  ['an error', '/nothing', 'answered 404'],
])('stops at %s', async (_what, path, reason) => {
  const url = `http://127.0.0.1:${port()}${path.replace('PORT', String(port()))}`;
  await expect(get(url)).rejects.toThrow(reason);
});

it('stops at the limit', async () => {
  await expect(get(`http://127.0.0.1:${port()}/file`, { limit: 5 })).rejects.toThrow('too large');
});
