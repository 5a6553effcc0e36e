import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import type { Scope } from '@/lib/core/scope';
import { makeInstance } from '@/tests/setup/receive-support';
import { findStored, takeData, takeUrl } from './sendable';

it('keeps what an address names, under the type that its bytes tell', async () => {
  const { scope } = await makeInstance();
  const server = createServer((_request, response) => response.end('%PDF-1.7 of somebody'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const rules = { limit: 1000, allowedRanges: ['127.0.0.0/8'] };
    const stored = await takeUrl(scope, url, { filename: 'a.pdf', rules });
    expect(stored).toMatchObject({ mimetype: 'application/pdf', filename: 'a.pdf', size: 20 });
    expect(await textOf(scope, stored.id)).toBe('%PDF-1.7 of somebody');
    const refused = takeUrl(scope, url, { filename: null, rules: { ...rules, allowedRanges: [] } });
    await expect(refused).rejects.toThrow('not a public address');
  } finally {
    server.close();
  }
});

it('another organization reads nothing of it', async () => {
  const { scope } = await makeInstance();
  const { scope: stranger } = await makeInstance();
  const stored = await takeData(scope, Buffer.from('ours'), {});
  expect(await findStored(stranger, stored.id)).toBeUndefined();
});

async function textOf(scope: Scope, id: string): Promise<string | undefined> {
  const stream = await (await findStored(scope, id))?.open();
  return stream && (await new Response(stream).text());
}
