import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@/lib/core/errors';
import type { Scope } from '@/lib/core/scope';
import { sha256 } from '@/lib/core/secrets';
import { type FetchRules, fetchToFile } from './fetch-url';
import { keepUpload, type StoredMedia, selectMedia } from './queries';
import { addUpload } from './service';
import { incomingFolder, readStored } from './storage';

/** An upload that a message will carry: from now on it stays. Throws `not_found`. */
export async function takeUpload(scope: Scope, id: string): Promise<StoredMedia> {
  await keepUpload(scope, id);
  const stored = await selectMedia(scope, id);
  if (!stored) throw new AppError('not_found');
  return stored;
}

/** The same for bytes that came with the message itself. Throws `limit_reached`. */
export async function takeData(
  scope: Scope,
  bytes: Buffer,
  { filename = null, mimetype = null }: { filename?: string | null; mimetype?: string | null },
): Promise<StoredMedia> {
  const path = join(await incomingFolder(), randomUUID());
  try {
    await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
    const file = { path, size: bytes.length, sha256: sha256(bytes), filename, mimetype };
    const { uploadId } = await addUpload(scope, file);
    return await takeUpload(scope, uploadId);
  } finally {
    await rm(path, { force: true });
  }
}

/** The same for what a public address names. Throws {@link FetchError}, `limit_reached`. */
export async function takeUrl(
  scope: Scope,
  url: string,
  { filename, rules }: { filename: string | null; rules: FetchRules },
): Promise<StoredMedia> {
  const path = join(await incomingFolder(), randomUUID());
  try {
    const { uploadId } = await addUpload(scope, { ...(await fetchToFile(url, path, rules)), filename });
    return await takeUpload(scope, uploadId);
  } finally {
    await rm(path, { force: true });
  }
}

/** All bytes of a file at once, for WAHA, which takes them inside its JSON; undefined when they are lost. */
export async function readMedia(scope: Scope, id: string): Promise<Buffer | undefined> {
  const stored = await selectMedia(scope, id);
  if (!stored) return undefined;
  const range = { start: 0, end: stored.size - 1 };
  const stream = await readStored(stored.storageKey, range).catch((error) => {
    if (error instanceof AppError) return undefined;
    throw error;
  });
  return stream && Buffer.from(await new Response(stream).arrayBuffer());
}
