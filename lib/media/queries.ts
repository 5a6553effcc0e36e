import { and, eq, lt, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { media, mediaFiles } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';
import { idArray, textArray } from '@/lib/core/sql';

export type StoredMedia = {
  id: string;
  mimetype: string;
  filename: string | null;
  sha256: string;
  size: number;
  storageKey: string;
  width: number | null;
  height: number | null;
  blur: string | null;
  thumbnailSha256: string | null;
};

export async function selectMedia(scope: Scope, id: string): Promise<StoredMedia | undefined> {
  const { organizationId } = scope;
  const [row] = await scope.db
    .select({
      id: media.id,
      mimetype: media.mimetype,
      filename: media.filename,
      sha256: media.sha256,
      size: mediaFiles.size,
      storageKey: mediaFiles.storageKey,
      width: media.width,
      height: media.height,
      blur: media.blur,
      thumbnailSha256: media.thumbnailSha256,
    })
    .from(media)
    .innerJoin(
      mediaFiles,
      and(eq(mediaFiles.organizationId, media.organizationId), eq(mediaFiles.sha256, media.sha256)),
    )
    .where(and(eq(media.organizationId, organizationId), eq(media.id, id)));
  return row;
}

/** Where the bytes of this hash are, and how many. */
export async function selectFile(scope: Scope, sha256: string) {
  const [row] = await scope.db
    .select({ storageKey: mediaFiles.storageKey, size: mediaFiles.size })
    .from(mediaFiles)
    .where(and(eq(mediaFiles.organizationId, scope.organizationId), eq(mediaFiles.sha256, sha256)));
  return row;
}

/** Where these bytes are stored already; marks them as wanted, so that the clean-up lets them be. */
export async function touchFile(scope: Scope, sha256: string): Promise<string | undefined> {
  const [row] = await scope.db
    .update(mediaFiles)
    .set({ usedAt: new Date() })
    .where(and(eq(mediaFiles.organizationId, scope.organizationId), eq(mediaFiles.sha256, sha256)))
    .returning({ storageKey: mediaFiles.storageKey });
  return row?.storageKey;
}

/** A twin that was faster keeps its place. */
export async function upsertFile(
  scope: Scope,
  file: { sha256: string; storageKey: string; size: number },
): Promise<void> {
  await scope.db
    .insert(mediaFiles)
    .values({ organizationId: scope.organizationId, ...file })
    .onConflictDoUpdate({
      target: [mediaFiles.organizationId, mediaFiles.sha256],
      set: { usedAt: new Date() },
    });
}

export async function insertMedia(
  scope: Scope,
  row: Omit<typeof media.$inferInsert, 'organizationId'>,
): Promise<void> {
  await scope.db.insert(media).values({ organizationId: scope.organizationId, ...row });
}

/** An upload that a message uses does not expire. */
export async function keepUpload(scope: Scope, id: string): Promise<void> {
  await scope.db
    .update(media)
    .set({ kind: 'message', expiresAt: null })
    .where(and(eq(media.organizationId, scope.organizationId), eq(media.id, id)));
}

export async function isStored(scope: Scope, storageKey: string): Promise<boolean> {
  const rows = await scope.db
    .select({ sha256: mediaFiles.sha256 })
    .from(mediaFiles)
    .where(and(eq(mediaFiles.organizationId, scope.organizationId), eq(mediaFiles.storageKey, storageKey)));
  return rows.length > 0;
}

/** Bytes stored for the organization; until the transaction ends nobody else counts. */
export async function countStoredBytes(scope: Scope): Promise<number> {
  await scope.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`storage:${scope.organizationId}`}, 0))`,
  );
  const [row] = await scope.db
    .select({ bytes: sql<string>`coalesce(sum(${mediaFiles.size}), 0)` })
    .from(mediaFiles)
    .where(eq(mediaFiles.organizationId, scope.organizationId));
  return Number(row?.bytes ?? 0);
}

/** Uploads that no message has used in time. */
export async function deleteExpiredMedia({ db }: { db: Executor }): Promise<void> {
  await db.delete(media).where(lt(media.expiresAt, sql`now()`));
}

/** Takes up to 500 files that nothing shows any more out of the books and answers where their bytes are. */
export async function deleteUnusedFiles({ db }: { db: Executor }): Promise<string[]> {
  const rows = await db.execute<{ storageKey: string }>(sql`
    delete from media_files f using (
      select organization_id, sha256 from media_files u
      where used_at < now() - interval '1 hour' and not exists (
        select 1 from media m where m.organization_id = u.organization_id and m.sha256 = u.sha256)
        and not exists (
        select 1 from media m where m.organization_id = u.organization_id and m.thumbnail_sha256 = u.sha256)
      limit 500 for update skip locked) unused
    where f.organization_id = unused.organization_id and f.sha256 = unused.sha256
    returning f.storage_key as "storageKey"`);
  return rows.map(({ storageKey }) => storageKey);
}

/** Which of these stored files some row speaks of. Keys begin with their organization. */
export async function selectKnownKeys({ db }: { db: Executor }, keys: string[]): Promise<Set<string>> {
  const rows = await db.execute<{ storageKey: string }>(sql`
    select storage_key as "storageKey" from media_files
    where organization_id = any(${idArray(new Set(keys.map((key) => key.slice(0, 36))))})
      and storage_key = any(${textArray(keys)})`);
  return new Set(rows.map(({ storageKey }) => storageKey));
}
