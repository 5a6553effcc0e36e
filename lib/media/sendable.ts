import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { sha256 } from '@/lib/core/secrets';
import { type FetchRules, fetchToFile } from './fetch-url';
import { insertMedia, keepUpload, type StoredMedia, selectMedia } from './queries';
import { addUpload } from './service';
import { incomingFolder, readStored, storedSize } from './storage';

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

/** The same bytes under an id of their own, for another message; undefined when they are lost. */
export async function copyMedia(scope: Scope, id: string): Promise<string | undefined> {
  const stored = await selectMedia(scope, id);
  if (!stored) return undefined;
  const { sha256: hash, mimetype, filename } = stored;
  const copy = newId();
  await insertMedia(scope, { id: copy, sha256: hash, kind: 'message', mimetype, filename });
  return copy;
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

/** A file with what opens it, for WAHA, which takes it inside its JSON; undefined when its bytes are lost. */
export async function findStored(
  scope: Scope,
  id: string,
): Promise<{ size: number; open: () => Promise<ReadableStream<Uint8Array>> } | undefined> {
  const stored = await selectMedia(scope, id);
  if (!stored || (await storedSize(stored.storageKey)) !== stored.size) return undefined;
  const { size, storageKey } = stored;
  return { size, open: () => readStored(storageKey, { start: 0, end: size - 1 }) };
}
