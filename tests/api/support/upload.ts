import { request } from 'node:http';
import type { Answer } from './client';

/**
 * Posts `head`, if any, and `bytes` of nothing in pieces, without saying how many, and answers what the server said, also when it said so
 * before everything was sent. `sent` tells how far it came.
 */
export function streamBytes(
  url: string,
  bytes: number,
  headers: Record<string, string>,
  head?: Buffer,
): Promise<Answer<unknown> & { sent: number }> {
  const piece = Buffer.alloc(64 * 1024, 0x20);
  let sent = 0;
  let hasAnswer = false;
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', headers, agent: false });
    const more = () => {
      while (sent < bytes && !hasAnswer) {
        sent += piece.length;
        if (!call.write(piece)) return void call.once('drain', more);
      }
      call.end();
    };
    call.on('response', (response) => {
      hasAnswer = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const answer = { status: response.statusCode ?? 0, headers: toHeaders(response.headers), text, sent };
        resolve({ ...answer, body: JSON.parse(text) });
        call.destroy();
      });
    });
    // Whoever is refused while sending may hear of the closed connection before the answer that stands in it.
    let fault: Error | undefined;
    call.on('error', (error) => {
      fault = error;
    });
    call.on('close', () => {
      if (!hasAnswer) reject(fault ?? new Error('The connection was closed without an answer'));
    });
    if (head) call.write(head);
    more();
  });
}

const toHeaders = (raw: Record<string, string | string[] | undefined>) =>
  new Headers(Object.entries(raw).map(([name, value]): [string, string] => [name, String(value)]));
