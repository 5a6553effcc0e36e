import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { AppError, invalidField } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import { cleanName } from '@/lib/handlers/receive-upload';
import type { DirectInput, DirectUploadView, FinishInput, UploadView } from './schema';
import { addUpload, authorizeUpload } from './service';
import { incomingFolder, readStored, removeFile, signUpload, storedSize } from './storage';

/** How long an address takes the file. */
const SIGNED_SECONDS = 3600;

/** In a bucket, where nothing is shown from: until it was looked at it is nobody's file. */
const quarantine = ({ organizationId }: Scope, id: string) => `incoming/${organizationId}/${id}`;

/**
 * An address of the bucket that takes a file of just this size, past our server. Throws `payload_too_large`,
 * `invalid_state` where files are not kept in a bucket.
 */
export async function beginDirectUpload(scope: Scope, { size }: DirectInput): Promise<DirectUploadView> {
  authorizeUpload(scope);
  if (size > env().LIMIT_UPLOAD_BYTES) throw new AppError('payload_too_large');
  const id = newId();
  const url = await signUpload(quarantine(scope, id), { size, seconds: SIGNED_SECONDS });
  if (!url) throw new AppError('invalid_state', { detail: 'noBucket' });
  return { id, url, expiresAt: new Date(Date.now() + SIGNED_SECONDS * 1000).toISOString() };
}

/**
 * Looks at what was put there, as at any upload, and takes it up. Throws `not_found` when nothing was put,
 * `payload_too_large`, `limit_reached`; what is refused is removed.
 */
export async function finishDirectUpload(scope: Scope, id: string, input: FinishInput): Promise<UploadView> {
  authorizeUpload(scope);
  const key = quarantine(scope, id);
  const size = await storedSize(key);
  if (size === undefined) throw new AppError('not_found');
  const path = join(await incomingFolder(), newId());
  try {
    if (size > env().LIMIT_UPLOAD_BYTES) throw new AppError('payload_too_large');
    if (size === 0) throw invalidField('file', 'is empty');
    const sha256 = await bring(key, size, path);
    const filename = cleanName(input.filename);
    const view = await addUpload(scope, { path, size, sha256, filename, mimetype: input.mimetype ?? null });
    await removeFile(key);
    return view;
  } catch (error) {
    if (error instanceof AppError && error.code !== 'unavailable') await removeFile(key);
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

/** Streams it into a local file, and answers its hash. */
async function bring(key: string, size: number, path: string): Promise<string> {
  const hash = createHash('sha256');
  const hashing = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const body = (await readStored(key, { start: 0, end: size - 1 })) as WebStream<Uint8Array>;
  await pipeline(Readable.fromWeb(body), hashing, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return hash.digest('hex');
}
