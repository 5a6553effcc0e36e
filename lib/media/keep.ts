import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { requireStorageRoom } from '@/lib/organizations/limits';
import { isPicture, type Picture, readPicture } from './pictures';
import { countStoredBytes, insertMedia, isStored, touchFile, upsertFile } from './queries';
import { putFile, removeFile } from './storage';

/** Bytes on this machine that are to be kept; `mimetype` as their content tells it. */
export type FileToKeep = {
  path: string;
  size: number;
  sha256: string;
  mimetype: string;
  filename: string | null;
};

/** What a message shows of a kept file. */
export type KeptMedia = {
  id: string;
  mimetype: string;
  size: number;
  filename: string | null;
} & Partial<Picture> & {
    hasThumbnail?: boolean;
  };

type Stored = { sha256: string; size: number; storageKey: string; isNew: boolean };

/**
 * Keeps a file, once per organization and content, with a smaller picture where it is one. Bytes go to the storage
 * before any row speaks of them; `commit` runs the write that records them, and what it does not record goes again.
 * Throws `limit_reached` from within `commit`.
 */
export async function keepFile<T>(
  scope: Scope,
  file: FileToKeep,
  row: { kind: 'upload' | 'message'; expiresAt: Date | null },
  commit: (record: (inside: Scope) => Promise<KeptMedia>) => Promise<T>,
): Promise<T> {
  const thumbnailPath = `${file.path}-thumbnail`;
  const stored: Stored[] = [];
  try {
    const picture = isPicture(file.mimetype) ? await readPicture(file.path, thumbnailPath) : undefined;
    const thumbnail = picture?.hasThumbnail ? await measure(thumbnailPath) : undefined;
    const original = await keepBytes(scope, file);
    stored.push(original);
    if (thumbnail) stored.push(await keepBytes(scope, thumbnail));
    return await commit((inside) => record(inside, file, row, { picture, original, thumbnail: stored[1] }));
  } finally {
    await rm(thumbnailPath, { force: true });
    // A refusal, a repeated request, or a twin that was faster.
    for (const { isNew, storageKey } of stored)
      if (isNew && !(await isStored(scope, storageKey))) await removeFile(storageKey);
  }
}

async function keepBytes(
  scope: Scope,
  { path, sha256, size }: { path: string; sha256: string; size: number },
): Promise<Stored> {
  const known = await touchFile(scope, sha256);
  if (known) return { sha256, size, storageKey: known, isNew: false };
  const storageKey = `${scope.organizationId}/${newId()}`;
  await putFile(storageKey, path);
  return { sha256, size, storageKey, isNew: true };
}

async function measure(path: string) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { path, size: (await stat(path)).size, sha256: hash.digest('hex') };
}

async function record(
  scope: Scope,
  { filename, mimetype }: FileToKeep,
  row: { kind: 'upload' | 'message'; expiresAt: Date | null },
  { picture, original, thumbnail }: { picture?: Picture; original: Stored; thumbnail?: Stored },
): Promise<KeptMedia> {
  const id = newId();
  for (const { sha256, size, storageKey } of thumbnail ? [original, thumbnail] : [original])
    await upsertFile(scope, { sha256, storageKey, size });
  const { width, height, blur } = picture ?? {};
  await insertMedia(scope, {
    id,
    sha256: original.sha256,
    mimetype,
    filename,
    ...row,
    width,
    height,
    blur,
    thumbnailSha256: thumbnail?.sha256,
    createdByUserId: scope.actor.kind === 'user' ? scope.actor.userId : null,
  });
  await requireStorageRoom(scope, () => countStoredBytes(scope));
  return {
    id,
    mimetype,
    size: original.size,
    filename,
    ...(picture ? { width, height, blur, hasThumbnail: thumbnail !== undefined } : {}),
  };
}
