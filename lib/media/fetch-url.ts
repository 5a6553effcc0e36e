import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { AddressRefused, checkedLookup, refuseInside } from '@/lib/core/public-address';

/** The file can't be had: the address is not allowed, it answered with an error, or it is too large. */
export class FetchError extends Error {}

/** `limit` in bytes; `allowedRanges` private ones that may be asked all the same. */
export type FetchRules = { limit: number; allowedRanges: string[] };

const MAX_REDIRECTS = 3;
const TIMEOUT_MS = 60_000;

/**
 * Streams what an address from outside names into the file `path`. Every hop is checked: http or https only, and each
 * address a name resolves to must be public; the connection goes to the address that was checked. Throws
 * {@link FetchError}.
 */
export async function fetchToFile(url: string, path: string, rules: FetchRules) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await follow(new URL(url), rules, signal);
    const hash = createHash('sha256');
    let size = 0;
    const counting = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > rules.limit) throw new FetchError('too large');
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(response, counting, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
    if (size === 0) throw new FetchError('empty');
    return { path, size, sha256: hash.digest('hex'), mimetype: response.headers['content-type'] ?? null };
  } catch (error) {
    if (error instanceof FetchError) throw error;
    throw new FetchError(error instanceof AddressRefused ? error.message : 'unreachable', { cause: error });
  }
}

async function follow(url: URL, rules: FetchRules, signal: AbortSignal): Promise<IncomingMessage> {
  let at = url;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = await ask(at, rules, signal);
    const status = response.statusCode ?? 0;
    if (status === 200) return response;
    response.destroy();
    const { location } = response.headers;
    if (status < 300 || status > 399 || !location) throw new FetchError(`answered ${status}`);
    at = new URL(location, at);
  }
  throw new FetchError('too many redirects');
}

function ask(url: URL, { allowedRanges }: FetchRules, signal: AbortSignal): Promise<IncomingMessage> {
  if (!/^https?:$/.test(url.protocol)) throw new FetchError('not http');
  refuseInside(url, allowedRanges);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const options = { agent: false, signal, lookup: checkedLookup(allowedRanges) };
    request(url, options).on('response', resolve).on('error', reject).end();
  });
}
