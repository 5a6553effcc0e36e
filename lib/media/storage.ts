import { mkdir, open, opendir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ReadableStream as WebStream } from 'node:stream/web';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { AppError } from '@/lib/core/errors';
import { env } from '@/lib/env';

/** Both ends count, as in HTTP. */
export type ByteRange = { start: number; end: number };

const rootFolder = () => resolve(env().RECADO_DATA_DIR, 'media');

const UUID = /^[0-9a-f-]{36}$/;
const LISTED_AT_ONCE = 500;

let disk: Disk | undefined;

function storage(): Disk {
  disk ??= new Disk(new FSDriver({ location: rootFolder(), visibility: 'private' }));
  return disk;
}

/** Where uploads are while they come in: beside the storage, so that a full disk is one and the same. */
export async function incomingFolder(): Promise<string> {
  const folder = join(rootFolder(), 'incoming');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Moves a local file into the storage. */
export const putFile = (key: string, path: string): Promise<void> => storage().moveFromFs(path, key);

/** Bytes of a stored file; undefined when the storage has lost it. */
export async function storedSize(key: string): Promise<number | undefined> {
  if (!(await storage().exists(key))) return undefined;
  return (await storage().getMetaData(key)).contentLength;
}

export const removeFile = (key: string): Promise<void> => storage().delete(key);

/**
 * The bytes of a stored file, read as they are asked for: memory stays flat whatever their number. Throws `not_found`
 * when the storage has lost it.
 */
export async function readStored(
  key: string,
  { start, end }: ByteRange,
): Promise<ReadableStream<Uint8Array>> {
  const file = await open(join(rootFolder(), key)).catch((cause) => {
    throw new AppError('not_found', { cause });
  });
  return WebStream.from(file.createReadStream({ start, end })) as ReadableStream<Uint8Array>;
}

/** Every stored file that was last written more than `hours` ago, by its key, some hundred at a time. */
export async function* listStored(hours: number): AsyncGenerator<string[]> {
  const before = Date.now() - hours * 3_600_000;
  for (const folder of await readdir(rootFolder(), { withFileTypes: true })) {
    // One folder per organization; `incoming` has a sweep of its own.
    if (!folder.isDirectory() || !UUID.test(folder.name)) continue;
    let keys: string[] = [];
    for await (const { name } of await opendir(join(rootFolder(), folder.name))) {
      const file = await stat(join(rootFolder(), folder.name, name)).catch(() => undefined);
      if (file?.isFile() && file.mtimeMs < before) keys.push(`${folder.name}/${name}`);
      if (keys.length === LISTED_AT_ONCE) {
        yield keys;
        keys = [];
      }
    }
    if (keys.length > 0) yield keys;
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
}
