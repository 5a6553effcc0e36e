import { Agent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { AddressRefused, checkedLookup, refuseInside } from '@/lib/core/public-address';
import type { JsonBody } from './json-body';

/** Why a call brought no usable answer. */
export class WahaError extends Error {
  constructor(
    /**
     * `unreachable`: nothing was handed over. `unanswered`: it may have been done, nobody knows. `refused`: WAHA
     * answered with an error.
     */
    readonly kind: 'unreachable' | 'unanswered' | 'refused',
    readonly status: number | undefined,
    /** WAHA's own sentence, for deciding; never shown or logged whole: its 500 bodies echo the message. */
    readonly reason: string,
    cause?: unknown,
  ) {
    super(`WAHA ${kind}${status ? ` (${status})` : ''}`, { cause });
    this.name = 'WahaError';
  }
}

export type WahaAnswer = { status: number; type: string; body: Buffer };

type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: JsonBody;
  timeoutMs: number;
  /** A connection of its own, closed afterwards: for sends, which must never be repeated. */
  isFresh: boolean;
  /** Set for a server that somebody registered: the private ranges that it may be in. Unset: it is trusted. */
  allowedRanges?: readonly string[];
};

const MAX_ANSWER = 64 * 1024 * 1024;
// WAHA closes idle connections after 5 s: keep them shorter, so that a reuse seldom meets a closed one.
const makePools = () => ({
  'http:': new Agent({ keepAlive: true, timeout: 4000, maxSockets: 16 }),
  'https:': new HttpsAgent({ keepAlive: true, timeout: 4000, maxSockets: 16 }),
});
// A connection to a trusted server, which nobody checked, must not be lent to one that has to be.
const pools = { trusted: makePools(), checked: makePools() };

/**
 * What a request to a WAHA server needs so that it goes nowhere inside: see {@link checkedLookup}. Nothing for a trusted
 * one. Throws {@link WahaError} `unreachable`.
 */
export function guardFor(url: URL, allowedRanges: readonly string[] | undefined) {
  if (!allowedRanges) return {};
  try {
    refuseInside(url, allowedRanges);
  } catch (error) {
    throw new WahaError('unreachable', undefined, 'not a public address', error);
  }
  return { lookup: checkedLookup(allowedRanges) };
}

/** Whether nobody was asked, because the server's address points inside. */
export const isAddressRefused = (error: unknown): boolean =>
  error instanceof WahaError && error.cause instanceof AddressRefused;

/**
 * One HTTP exchange with WAHA. Redirects are not followed. Throws {@link WahaError} `unreachable` or `unanswered`; any
 * status is an answer.
 */
export async function exchange(call: Call): Promise<WahaAnswer> {
  const url = new URL(call.url);
  const guard = guardFor(url, call.allowedRanges);
  const pool = call.allowedRanges ? pools.checked : pools.trusted;
  const isTls = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    let isConnected = false;
    /** Half a body says nothing to WAHA: until its last piece is on the way nothing was handed over. */
    let isWhole = call.body?.pieces === undefined;
    const fail = (error: Error) =>
      reject(
        new WahaError(isConnected && isWhole ? 'unanswered' : 'unreachable', undefined, error.message, error),
      );
    const request = (isTls ? httpsRequest : httpRequest)(url, {
      method: call.method,
      headers: { ...call.headers, ...(call.body ? { 'content-length': call.body.length } : {}) },
      agent: call.isFresh ? false : pool[isTls ? 'https:' : 'http:'],
      ...guard,
    });
    const timer = setTimeout(() => request.destroy(new Error('timeout')), call.timeoutMs);
    request.on('socket', (socket) => {
      if (!socket.connecting) {
        isConnected = true;
        return;
      }
      socket.once(isTls ? 'secureConnect' : 'connect', () => {
        isConnected = true;
      });
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER) request.destroy(new Error('answer too large'));
        else chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('aborted', () => fail(new Error('answer was cut')));
      response.on('end', () => {
        clearTimeout(timer);
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          body: Buffer.concat(chunks),
        });
      });
    });
    request.on('error', (error) => {
      clearTimeout(timer);
      fail(error);
    });
    if (!call.body?.pieces) return void request.end(call.body?.text);
    const pieces = Readable.from(call.body.pieces()).once('end', () => {
      isWhole = true;
    });
    pipeline(pieces, request, (error) => error && request.destroy(error));
  });
}
