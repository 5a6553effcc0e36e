import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import Busboy, { type BusboyInstance } from '@fastify/busboy';
import { AppError, invalidField } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';

/** A file on this machine that goes away when the request is over. `mimetype` is the sender's word; `size` in bytes. */
export type UploadedFile = {
  path: string;
  size: number;
  sha256: string;
  filename: string | null;
  mimetype: string | null;
};

/** What a form may hold besides the file: boundaries, headers, a few fields. */
const FORM_BYTES = 64 * 1024;

/**
 * Streams the first file of a multipart form into `folder` and hands it to `use`; afterwards nothing is left of it,
 * whatever happened. Throws `unsupported_media`, `payload_too_large` (as soon as more than `limit` bytes came),
 * `invalid` for no file or an empty one, `malformed` for a broken form.
 */
export async function withUpload<T>(
  request: Request,
  { folder, limit }: { folder: string; limit: number },
  use: (file: UploadedFile) => Promise<T>,
): Promise<T> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(contentType))
    throw new AppError('unsupported_media', { detail: 'multipart' });
  if (Number(request.headers.get('content-length') ?? 0) > limit + FORM_BYTES) throw tooLarge();
  const path = join(folder, newId());
  try {
    return await use(await receive(request, makeParser(contentType), { path, limit }));
  } finally {
    await rm(path, { force: true });
  }
}

function makeParser(contentType: string): BusboyInstance {
  try {
    const limits = { files: 1, fields: 20, parts: 21, fieldSize: 1024, headerPairs: 50 };
    return new Busboy({ headers: { 'content-type': contentType }, limits });
  } catch (cause) {
    throw new AppError('malformed', { detail: 'brokenForm', cause });
  }
}

async function receive(
  request: Request,
  parser: BusboyInstance,
  { path, limit }: { path: string; limit: number },
): Promise<UploadedFile> {
  const cut = new AbortController();
  let saving: Promise<UploadedFile> | undefined;
  let fault: unknown;
  parser.on('file', (_field, stream, filename, _encoding, mimetype) => {
    saving = save(stream, path, limit, cut.signal).then((saved) => ({
      ...saved,
      filename: cleanName(filename),
      mimetype: mimetype || null,
    }));
    saving.catch((error) => {
      fault ??= error;
      parser.destroy(error);
    });
  });
  try {
    const body = Readable.fromWeb((request.body ?? new Blob([]).stream()) as WebStream<Uint8Array>);
    await pipeline(body, counting(limit + FORM_BYTES), parser);
  } catch (error) {
    fault ??= error;
    cut.abort();
    await saving?.catch(() => {});
    throw fault instanceof AppError
      ? fault
      : new AppError('malformed', { detail: 'brokenForm', cause: fault });
  }
  const file = await saving;
  if (!file) throw invalidField('file', 'is required');
  if (file.size === 0) throw invalidField('file', 'is empty');
  return file;
}

async function save(stream: Readable, path: string, limit: number, signal: AbortSignal) {
  const hash = createHash('sha256');
  let size = 0;
  const hashing = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  };
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await pipeline(stream, counting(limit), hashing, target, { signal });
  return { path, size, sha256: hash.digest('hex') };
}

/** Lets bytes pass until there are more than `limit`. */
function counting(limit: number) {
  let size = 0;
  return async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > limit) throw tooLarge();
      yield chunk;
    }
  };
}

const tooLarge = () => new AppError('payload_too_large');

/** A name for people: no controls, and nothing that turns the direction of text (`gpj.exe`); null where none is left. */
export function cleanName(name: string | undefined): string | null {
  const clean = (name ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/gu, '');
  return [...clean.trim()].slice(-200).join('') || null;
}
