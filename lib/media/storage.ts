import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { env } from '@/lib/env';
import type { ByteRange, FileStore } from './file-store';
import { localStore } from './local-store';

const rootFolder = () => resolve(env().RECADO_DATA_DIR, 'media');

let chosen: Promise<FileStore> | undefined;

/** A bucket where one is named, else a folder. */
function storage(): Promise<FileStore> {
  chosen ??= choose();
  return chosen;
}

async function choose(): Promise<FileStore> {
  const { bucket } = env();
  if (!bucket) return localStore(rootFolder());
  const { s3Store } = await import('./s3-store');
  return s3Store(bucket);
}

/** Where uploads are while they come in: beside a local storage, so that a full disk is one and the same. */
export async function incomingFolder(): Promise<string> {
  const folder = join(rootFolder(), 'incoming');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Moves a local file into the storage. */
export const putFile = async (key: string, path: string): Promise<void> => (await storage()).put(key, path);

/** Bytes of a stored file; undefined when the storage has lost it. */
export const storedSize = async (key: string): Promise<number | undefined> => (await storage()).size(key);

export const removeFile = async (key: string): Promise<void> => (await storage()).remove(key);

/**
 * The bytes of a stored file, read as they are asked for: memory stays flat whatever their number. Throws `not_found`
 * when the storage has lost it, `unavailable` when it is away.
 */
export const readStored = async (key: string, range: ByteRange): Promise<ReadableStream<Uint8Array>> =>
  (await storage()).read(key, range);

/** An address of the storage that takes a file of this size, past us; undefined where it has none. */
export const signUpload = async (key: string, options: { size: number; seconds: number }) =>
  (await storage()).sign(key, options);

/** Every stored file that was last written more than `hours` ago, by its key, some hundred at a time. */
export async function* listStored(hours: number): AsyncGenerator<string[]> {
  yield* (await storage()).list(new Date(Date.now() - hours * 3_600_000));
}

/** Whether the storage answers. */
export async function pingStorage(): Promise<boolean> {
  try {
    await (await storage()).check();
    return true;
  } catch {
    return false;
  }
}

/** Removes what a killed process left half uploaded more than `hours` ago. */
export async function sweepIncoming(hours: number): Promise<void> {
  const folder = await incomingFolder();
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (mtimeMs < Date.now() - hours * 3_600_000) await rm(path, { force: true });
  }
  const before = new Date(Date.now() - hours * 3_600_000);
  for await (const keys of (await storage()).listIncoming(before))
    for (const key of keys) await removeFile(key);
}
