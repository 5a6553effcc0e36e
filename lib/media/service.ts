import { AppError } from '@/lib/core/errors';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import type { UploadedFile } from '@/lib/handlers/receive-upload';
import type { ByteRange } from './file-store';
import { keepFile } from './keep';
import { sniffType } from './mimetype';
import { type StoredMedia, selectFile, selectMedia } from './queries';
import type { UploadView } from './schema';
import { readStored } from './storage';

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
  const row = { kind: 'upload', expiresAt: new Date(Date.now() + UPLOAD_HOURS * 3_600_000) } as const;
  return keepFile(scope, { ...file, mimetype }, row, (record) =>
    commit(async (inside) => {
      const { id, size } = await record(inside);
      return { uploadId: id, mimetype, size };
    }),
  );
}

/**
 * A file to show, or the smaller picture of it, with what opens any part. Where there is no smaller one it is the file
 * itself. Throws `not_found`.
 */
export async function openMedia(
  scope: Scope,
  id: string,
  { isThumbnail = false } = {},
): Promise<ServedMedia> {
  authorize(scope, 'conversations', 'conversations:read');
  const stored = await selectMedia(scope, id);
  if (!stored) throw new AppError('not_found');
  const { thumbnailSha256, filename } = stored;
  const small = isThumbnail && thumbnailSha256 ? await selectFile(scope, thumbnailSha256) : undefined;
  const shown =
    small && thumbnailSha256 ? { ...small, sha256: thumbnailSha256, mimetype: 'image/webp' } : stored;
  const { mimetype, sha256, size, storageKey } = shown;
  return { filename, mimetype, sha256, size, open: (range) => readStored(storageKey, range) };
}

type ServedMedia = Pick<StoredMedia, 'filename' | 'mimetype' | 'sha256' | 'size'> & {
  open: (range: ByteRange) => Promise<ReadableStream<Uint8Array>>;
};
