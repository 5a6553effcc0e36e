import type { IncomingMessage } from 'node:http';
import type { Features } from '../version';
import { badRequest, HttpError } from './http-error';

/** WAHA's JSON body limit, 50 MB in 2024 and kept here. */
const MAX_BODY = 50 * 1024 * 1024;

/** The JSON body of a request; {} without one. 400 for bad JSON, 413 past 50 MB. */
export async function readBody(
  request: IncomingMessage,
  features: Features,
): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= MAX_BODY) chunks.push(chunk as Buffer);
  }
  if (size > MAX_BODY) throw new HttpError(413, { statusCode: 413, message: 'request entity too large' });
  const text = Buffer.concat(chunks).toString('utf8');
  const isJson = /^application\/json/i.test(request.headers['content-type'] ?? '');
  if (text === '' || !isJson) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    throw badRequest(features, error instanceof Error ? error.message : 'Bad JSON');
  }
}
