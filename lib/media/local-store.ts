import { constants } from 'node:fs';
import { access, mkdir, open, opendir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ReadableStream as WebStream } from 'node:stream/web';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { AppError } from '@/lib/core/errors';
import { type FileStore, LISTED_AT_ONCE } from './file-store';

const UUID = /^[0-9a-f-]{36}$/;

/** Files in a folder of this machine. */
export function localStore(folder: string): FileStore {
  const disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }));
  return {
    check: async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await access(folder, constants.W_OK);
    },
    put: (key, path) => disk.moveFromFs(path, key),
    size: async (key) => ((await disk.exists(key)) ? (await disk.getMetaData(key)).contentLength : undefined),
    remove: (key) => disk.delete(key),
    read: async (key, { start, end }) => {
      const file = await open(join(folder, key)).catch((cause) => {
        throw new AppError('not_found', { cause });
      });
      return WebStream.from(file.createReadStream({ start, end })) as ReadableStream<Uint8Array>;
    },
    sign: async () => undefined,
    listIncoming: async function* () {},
    list: (before) => listFolder(folder, before),
  };
}

async function* listFolder(root: string, before: Date): AsyncGenerator<string[]> {
  for (const folder of await readdir(root, { withFileTypes: true })) {
    // One folder per organization; `incoming` has a sweep of its own.
    if (!folder.isDirectory() || !UUID.test(folder.name)) continue;
    let keys: string[] = [];
    for await (const { name } of await opendir(join(root, folder.name))) {
      const file = await stat(join(root, folder.name, name)).catch(() => undefined);
      if (file?.isFile() && file.mtimeMs < before.getTime()) keys.push(`${folder.name}/${name}`);
      if (keys.length === LISTED_AT_ONCE) {
        yield keys;
        keys = [];
      }
    }
    if (keys.length > 0) yield keys;
  }
}
