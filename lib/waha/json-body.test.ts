import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WahaClient } from './client';
import { FileInJson } from './json-body';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Seen = { length: number; bytes: number; text: string };

/** Takes bodies as WAHA does; keeps only their length where they are long. */
async function startServer() {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const body: Seen = { length: Number(request.headers['content-length']), bytes: 0, text: '' };
    for await (const chunk of request) {
      body.bytes += (chunk as Buffer).length;
      if (body.text.length < 10_000) body.text += chunk;
    }
    seen.push(body);
    response.writeHead(201).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const client = new WahaClient({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: null,
  });
  const send = (file: FileInJson, caption = 'ok') =>
    client.send(
      'sendFile',
      { session: 's', chatId: 'c', caption, file: { mimetype: 'a/b', data: file } },
      file,
    );
  return { seen, send };
}

async function* chunks(...sizes: number[]) {
  for (const size of sizes) yield new Uint8Array(size).fill(size % 251);
}

const fileOf = (size: number, ...sizes: number[]) => new FileInJson(size, async () => chunks(...sizes));

describe('a file in the JSON of a send', () => {
  it.each([[[1]], [[2]], [[3]], [[1, 1, 1]], [[5, 7, 11]], [[4, 0, 2]], [[]]])(
    'arrives whole in chunks of %j',
    async (sizes) => {
      const { seen, send } = await startServer();
      const size = sizes.reduce((sum, next) => sum + next, 0);
      await send(fileOf(size, ...sizes), '“Olá” \\u0000file\\u0000 "\\u0000file\\u0000"');
      const [body] = seen;
      const json = JSON.parse(body?.text ?? '');
      const whole = Buffer.concat(sizes.map((one) => Buffer.alloc(one, one % 251)));
      expect(json.file).toEqual({ mimetype: 'a/b', data: whole.toString('base64') });
      expect(json.caption).toBe('“Olá” \\u0000file\\u0000 "\\u0000file\\u0000"');
      expect(body?.bytes).toBe(body?.length);
    },
  );

  it('costs little memory, however large it is', async () => {
    const { seen, send } = await startServer();
    const piece = 64 * 1024;
    const before = process.memoryUsage().rss;
    let most = 0;
    const file = new FileInJson(1024 * piece, async () => {
      async function* read() {
        for (let index = 0; index < 1024; index++) {
          most = Math.max(most, process.memoryUsage().rss - before);
          yield Buffer.alloc(piece, index);
        }
      }
      return read();
    });
    await send(file);
    expect(seen[0]?.bytes).toBeGreaterThan(1024 * piece);
    expect(most / 1024 / 1024).toBeLessThan(80);
  });

  it('that is lost, or shorter than it should be, means that nothing was handed over', async () => {
    const { seen, send } = await startServer();
    await expect(send(fileOf(9, 3))).rejects.toMatchObject({ kind: 'unreachable' });
    const lost = new FileInJson(9, () => Promise.reject(new Error('gone')));
    await expect(send(lost)).rejects.toMatchObject({ kind: 'unreachable' });
    expect(seen).toEqual([]);
  });
});
