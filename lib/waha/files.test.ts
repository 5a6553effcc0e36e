import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadFile, FileTooLarge, locateFile } from './files';
import { isAddressRefused } from './http';

const server = { url: 'https://waha.example.com/base', apiKey: 'key' };

describe('where a file is asked for', () => {
  it.each([
    ['http://localhost:3000/api/files/s/A.jpeg', 'https://waha.example.com/base/api/files/s/A.jpeg', 'key'],
    [
      'http://10.0.0.9/base/api/files/s/A.jpeg?x=1',
      'https://waha.example.com/base/api/files/s/A.jpeg?x=1',
      'key',
    ],
    ['https://s3.example.com/bucket/A.jpeg?sig=1', 'https://s3.example.com/bucket/A.jpeg?sig=1', null],
  ])('%s', (named, url, apiKey) => {
    const found = locateFile(named, server, ['s3.example.com']);
    expect(found?.url.href).toBe(url);
    expect(found?.apiKey).toBe(apiKey);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'https://s3.example.com.evil.example/x',
    'file:///etc/passwd',
    'http://localhost/api/files/../server/environment',
    'not an address',
  ])('%s is not asked for', (named) => expect(locateFile(named, server, ['s3.example.com'])).toBeUndefined());
});

describe('downloading', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recado-files-'));
  let http: Server;
  const keys: (string | undefined)[] = [];
  const at = (path: string, apiKey: string | null = null) => ({
    url: new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}${path}`),
    apiKey,
  });
  beforeAll(async () => {
    http = createServer((request, response) => {
      keys.push(request.headers['x-api-key'] as string | undefined);
      if (request.url === '/moved') return response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      if (request.url === '/gone') return response.writeHead(404).end('{}');
      if (request.url === '/empty') return response.writeHead(200).end();
      if (request.url === '/cut') {
        response.writeHead(200, { 'content-length': '100' });
        return response.write('half', () => response.destroy());
      }
      return response.writeHead(200, { 'content-type': 'image/png' }).end('bytes');
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    http.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  });

  it('streams into a file, with the key only where it is told to', async () => {
    const file = await downloadFile(at('/ok', 'secret'), join(folder, 'a'), 100);
    expect(file).toMatchObject({ size: 5, mimetype: 'image/png' });
    await downloadFile(at('/ok'), join(folder, 'b'), 100);
    expect(keys.slice(-2)).toEqual(['secret', undefined]);
  });

  it('asks nobody inside for a file of a server that somebody registered', async () => {
    const registered = { url: at('').url.origin.replace('127.0.0.1', 'localhost'), apiKey: 'key' };
    const named = 'http://localhost:3000/api/files/s/A.jpeg';
    const source = locateFile(named, { ...registered, allowedRanges: [] }, []);
    const before = keys.length;
    if (!source) throw new Error('The file was not located');
    await expect(downloadFile(source, join(folder, 'd'), 100)).rejects.toSatisfy(isAddressRefused);
    expect(keys).toHaveLength(before);
    await downloadFile({ ...source, allowedRanges: undefined }, join(folder, 'd'), 100);
    expect(keys).toHaveLength(before + 1);
  });

  it.each([
    ['/gone', 'refused'],
    ['/moved', 'refused'],
    ['/cut', 'unanswered'],
    ['/empty', 'unanswered'],
  ])('%s is %s', async (path, kind) =>
    expect(downloadFile(at(path), join(folder, 'c'), 100)).rejects.toMatchObject({ kind }),
  );

  it('stops at the limit', async () =>
    expect(downloadFile(at('/ok'), join(folder, 'd'), 4)).rejects.toBeInstanceOf(FileTooLarge));
});
