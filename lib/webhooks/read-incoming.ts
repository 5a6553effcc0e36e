import type { IncomingMessage } from 'node:http';
import { AppError } from '@/lib/core/errors';

/**
 * Reads a body while counting: rejects with `payload_too_large` as soon as it passes `limit` bytes, whatever the
 * header promised, and keeps nothing of it. Rejects when the client hangs up.
 */
export function readIncoming(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      reject(new AppError('payload_too_large'));
      return;
    }
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        chunks = [];
        reject(new AppError('payload_too_large'));
      }
    });
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => {
      if (!request.complete) reject(new AppError('malformed'));
    });
  });
}
