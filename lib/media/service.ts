import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import type { UploadedFile } from '@/lib/handlers/receive-upload';
import { requireStorageRoom } from '@/lib/organizations/limits';
import { sniffType } from './mimetype';
import {
  countStoredBytes,
  insertMedia,
  isStored,
  type StoredMedia,
  selectMedia,
  touchFile,
  upsertFile,
} from './queries';
import type { UploadView } from './schema';
import { type ByteRange, putFile, readStored, removeFile } from './storage';

/** An upload that no message uses within this time is removed. */
const UPLOAD_HOURS = 24;

/** Throws unless this caller may upload: asked before a body is read. */
export const authorizeUpload = (scope: Scope): void => authorize(scope, 'conversations', 'messages:send');

/**
 * Stores an uploaded file; the same bytes are kept once per organization. `commit` runs the write that records it (in
 * a transaction of its own when left out). Throws `limit_reached`, and then keeps nothing.
 */
export async function addUpload<T = UploadView>(
  scope: Scope,
  file: UploadedFile,
  commit: (record: (inside: Scope) => Promise<UploadView>) => Promise<T> = (record) =>
    inTransaction(scope, record) as Promise<T>,
): Promise<T> {
  authorizeUpload(scope);
  const mimetype = await sniffType(file.path, file.mimetype);
  const kept = await keepBytes(scope, file);
  try {
    return await commit((inside) => record(inside, file, { mimetype, storageKey: kept.storageKey }));
  } finally {
    // A refusal, a repeated request, or a twin that was faster.
    if (kept.isNew && !(await isStored(scope, kept.storageKey))) await removeFile(kept.storageKey);
  }
}

/** A file to show, with what opens any part of it. Throws `not_found`. */
export async function openMedia(
  scope: Scope,
  id: string,
): Promise<StoredMedia & { open: (range: ByteRange) => Promise<ReadableStream<Uint8Array>> }> {
  authorize(scope, 'conversations', 'conversations:read');
  const stored = await selectMedia(scope, id);
  if (!stored) throw new AppError('not_found');
  return { ...stored, open: (range) => readStored(stored.storageKey, range) };
}

/** Bytes go to the storage before any row speaks of them. */
async function keepBytes(scope: Scope, file: UploadedFile): Promise<{ storageKey: string; isNew: boolean }> {
  const known = await touchFile(scope, file.sha256);
  if (known) return { storageKey: known, isNew: false };
  const storageKey = `${scope.organizationId}/${newId()}`;
  await putFile(storageKey, file.path);
  return { storageKey, isNew: true };
}

async function record(
  scope: Scope,
  { sha256, size, filename }: UploadedFile,
  { mimetype, storageKey }: { mimetype: string; storageKey: string },
): Promise<UploadView> {
  const id = newId();
  await upsertFile(scope, { sha256, storageKey, size });
  await insertMedia(scope, {
    id,
    sha256,
    kind: 'upload',
    mimetype,
    filename,
    createdByUserId: scope.actor.kind === 'user' ? scope.actor.userId : null,
    expiresAt: new Date(Date.now() + UPLOAD_HOURS * 3_600_000),
  });
  await requireStorageRoom(scope, () => countStoredBytes(scope));
  return { uploadId: id, mimetype, size };
}
