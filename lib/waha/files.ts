import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { guardFor, WahaError } from './http';

/** A file on this machine; `size` in bytes, `mimetype` as the server named it. */
export type DownloadedFile = { path: string; size: number; sha256: string; mimetype: string | null };

/** A file is larger than the limit: asking again won't help. */
export class FileTooLarge extends Error {}

type Source = { url: URL; apiKey: string | null; allowedRanges?: readonly string[] };

/** Ten minutes without a byte would be a dead connection; WhatsApp itself may take WAHA minutes (GOWS 2026.8). */
const IDLE_MS = 60_000;

/**
 * Where a file that WAHA named is really asked for: its path on the server as we know it (WAHA's own address is often
 * `http://localhost:3000`), with the key; or an allowed host of its S3 storage, without. Anything else is undefined:
 * the key goes nowhere else, and nobody makes us ask an address inside.
 */
export function locateFile(
  named: string,
  server: { url: string; apiKey: string | null; allowedRanges?: readonly string[] },
  hosts: readonly string[],
): Source | undefined {
  const url = URL.parse(named);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  if (hosts.includes(url.host.toLowerCase())) return { url, apiKey: null };
  const at = url.pathname.indexOf('/api/files/');
  if (at < 0) return undefined;
  const { apiKey, allowedRanges } = server;
  return { url: new URL(server.url + url.pathname.slice(at) + url.search), apiKey, allowedRanges };
}

/**
 * Streams a file of WAHA's into `path`: memory stays flat. A body that ends before its promised length is no file.
 * Redirects are not followed. Throws {@link WahaError}, {@link FileTooLarge}.
 */
export async function downloadFile(source: Source, path: string, limit: number): Promise<DownloadedFile> {
  const response = await ask(source);
  if (response.statusCode !== 200) {
    response.destroy();
    throw new WahaError('refused', response.statusCode, 'the file was not given out');
  }
  const promised = Number(response.headers['content-length'] ?? Number.NaN);
  if (promised > limit) {
    response.destroy();
    throw new FileTooLarge();
  }
  const hash = createHash('sha256');
  let size = 0;
  const counting = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > limit) throw new FileTooLarge();
      hash.update(chunk);
      yield chunk;
    }
  };
  try {
    await pipeline(response, counting, createWriteStream(path, { flags: 'w', mode: 0o600 }));
  } catch (error) {
    if (error instanceof FileTooLarge) throw error;
    throw new WahaError('unanswered', undefined, 'the file was cut', error);
  }
  if (size === 0 || (Number.isFinite(promised) && size < promised))
    throw new WahaError('unanswered', undefined, 'the file was cut');
  return { path, size, sha256: hash.digest('hex'), mimetype: response.headers['content-type'] ?? null };
}

async function ask({ url, apiKey, allowedRanges }: Source): Promise<IncomingMessage> {
  const guard = guardFor(url, allowedRanges);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      agent: false,
      timeout: IDLE_MS,
      headers: apiKey ? { 'x-api-key': apiKey } : {},
      ...guard,
    });
    request.on('response', resolve);
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', (error) => reject(new WahaError('unreachable', undefined, error.message, error)));
    request.end();
  });
}
